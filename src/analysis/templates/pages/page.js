"use strict";
// Reads a chart's values out, saves figures, switches choices and searches. Without it the page is whole.
(() => {
	const MARGIN = 14, EDGE = 10;
	const all = (where, what) => [...where.querySelectorAll(what)];
	const said = (one) => (one ? one.textContent.trim() : "");
	const make = (name, facts = {}, ...inside) => {
		const [tag, drawn] = name.split(":").reverse();
		const one = drawn ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
		for (const [key, value] of Object.entries(facts)) key in one && !drawn ? one[key] = value : one.setAttribute(key, value);
		one.append(...inside);
		return one;
	};
	const heard = (text = "") => make("output", { "aria-live": "polite" }, text);

	// A chart is read by pointer, touch and keys: its own data table says the values, a row at a time.
	// On an axis of years a place is a year, on one of rows it is a row's number: both as "left,top,right,bottom,first,last".
	// Elsewhere every row has spots of its own: "x,y" for each row, or "-".
	const boxes = (svg, kind) => svg.dataset[kind].split(" ").map((box) => box.split(",").map(Number));
	const spots = (svg) => svg.dataset.spots.split(";").map((line) => line.split(" ").map((one) => one.split(",").map(Number)));
	const mark = (svg, kind, place) => {
		all(svg, ".at").forEach((line) => line.remove());
		if (kind === "spots") for (const { [place]: [x, y] } of spots(svg)) if (y >= 0) svg.append(make("svg:circle", { class: "at", cx: x, cy: y, r: 7 }));
		if (kind === "spots") return;
		for (const [left, top, right, bottom, first, last] of boxes(svg, kind)) {
			const share = (place - first) / (last - first), x = left + share * (right - left), high = (bottom - top) / (last - first), y = top + share * (bottom - top);
			const d = kind === "years" ? `M${x} ${top}V${bottom}` : `M1 ${y - high / 2}H${right}v${high}H1z`;
			if (share >= 0 && share <= 1) svg.append(make("svg:path", { class: "at", d }));
		}
	};
	const placeAt = (svg, kind, event) => {
		const own = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / own.width;
		const x = (event.clientX - own.left) * scale, y = (event.clientY - own.top) * scale;
		const [beside, above] = [([left, , right]) => x >= left && x <= right, ([, top, , bottom]) => y >= top && y <= bottom];
		if (kind === "spots") {
			const near = spots(svg).flatMap((line) => line.map(([a, b], row) => [Math.hypot(a - x, b - y), row])).filter(([far]) => far < 40);
			return near.length ? near.reduce((best, one) => (one[0] < best[0] ? one : best))[1] : NaN;
		}
		const found = boxes(svg, kind).filter(kind === "years" ? beside : above), box = found.find(above) || found[0];
		if (!box) return NaN;
		const [left, top, right, bottom, first, last] = box;
		return first + (kind === "years" ? (x - left) / (right - left) : (y - top) / (bottom - top)) * (last - first);
	};
	const reader = (figure) => {
		const rows = all(figure, ".data tbody tr").map((row) => [...row.children].map(said));
		if (!rows.length) return;
		const heads = all(figure, ".data thead th").map(said);
		const kind = ["years", "rows", "spots"].find((one) => figure.querySelector(`svg[data-${one}]`) && (one !== "years" || heads[0] === "year")) || "rows", charts = all(figure, `svg[data-${kind}]`), places = rows.map(([name], at) => (kind === "years" ? Number(name) : at));
		const what = kind === "years" && charts.length ? "Read a year" : "Read a row", max = rows.length - 1;
		const label = `${what}: ${said(figure.querySelector(".fig-title"))}`;
		const range = make("input", { type: "range", min: 0, max, value: max, "aria-label": label });
		const output = heard(charts.length ? "Point at the chart, touch it, or use the arrow keys." : "Slide, or use the arrow keys.");
		const told = (row) => row.flatMap((cell, place) => (!place ? make("b", {}, cell) : cell ? [`${place > 1 ? "; " : " "}${heads[place]}: `, cell.length < 20 ? make("b", {}, cell) : cell] : []));
		// Room for the longest row, so that nothing below moves while values are read.
		const room = make("span", { "aria-hidden": "true" }, ...told(rows.reduce((best, row) => (row.join("").length > best.join("").length ? row : best))));
		let shown = -1;
		const show = (at) => {
			if (at === shown) return;
			range.value = shown = at;
			range.setAttribute("aria-valuetext", rows[at][0]);
			output.replaceChildren(...told(rows[at]));
			charts.forEach((svg) => mark(svg, kind, places[at]));
		};
		for (const kind of ["input", "focus"]) range.addEventListener(kind, () => show(Number(range.value)));
		const point = (event) => {
			const found = placeAt(event.currentTarget, kind, event), off = (at) => Math.abs(places[at] - found);
			if (!isNaN(found)) show(rows.reduce((best, _, at) => (off(at) < off(best) ? at : best), 0));
		};
		for (const svg of charts) for (const kind of ["pointermove", "pointerdown"]) svg.addEventListener(kind, point);
		figure.querySelector(".narrow").after(make("div", { className: "reader" }, make("label", {}, what, range), make("div", { className: "told" }, room, output)));
	};

	// A figure outside its page: light colours, its words around it.
	const light = document.styleSheets[0].cssRules[0].style;
	const block = (parts, width, from) => {
		const texts = parts.flatMap(([words, size, weight, role]) => {
			const most = Math.floor((width - 2 * MARGIN) / size / (weight > 400 ? 0.63 : 0.54));
			const lines = words.match(new RegExp(`.{1,${most}}(?=\\s|$)|\\S+`, "g")) || [];
			const written = lines.map((line) => make("svg:text", { x: MARGIN, y: from += size * 1.35, "font-size": size, "font-weight": weight, fill: `var(--${role})` }, line.trim()));
			if (words) from += 6;
			return written;
		});
		return [texts, from];
	};
	const picture = (figure) => {
		const inner = figure.querySelector(".wide svg").cloneNode(true), [own, height] = inner.getAttribute("viewBox").split(" ").slice(2).map(Number), width = own + 2 * EDGE;
		const [title, subtitle, note, source] = ["title", "subtitle", "note", "source"].map((name) => said(figure.querySelector(`.fig-${name}`)));
		const alt = said(inner.querySelector("desc"));
		all(inner, ".at, title, desc").forEach((one) => one.remove());
		for (const { name } of [...inner.attributes]) if (/^(role|aria|data)/.test(name)) inner.removeAttribute(name);
		const [head, y] = block([[title, 13, 700, "ink"], [subtitle, 10, 400, "muted"]], width, MARGIN);
		const [foot, end] = block([[note, 8, 400, "muted"], [source, 8, 400, "muted"]], width, y + height);
		for (const [name, value] of Object.entries({ x: EDGE, y, width: own, height, overflow: "visible" })) inner.setAttribute(name, value);
		const tall = Math.ceil(end + MARGIN), frame = { width, height: tall, viewBox: `0 0 ${width} ${tall}`, role: "img", "font-family": "DejaVu Sans, Verdana, sans-serif", "xmlns:xlink": "http://www.w3.org/1999/xlink" };
		const whole = make("svg:svg", frame, make("svg:title", {}, title), make("svg:desc", {}, alt),
			make("svg:rect", { width: "100%", height: "100%", fill: "#ffffff" }), ...head, inner, ...foot);
		const text = new XMLSerializer().serializeToString(whole).replace(/ href="#/g, ' xlink:href="#').replace(/var\((--[\w-]+)\)/g, (_, name) => light.getPropertyValue(name).trim());
		return { text, width, tall, alt: `${title}. ${alt}`, src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}` };
	};
	const save = (blob, download) => {
		const href = URL.createObjectURL(blob);
		make("a", { href, download }).click();
		setTimeout(() => URL.revokeObjectURL(href), 9999);
	};
	const saveSvg = (figure) => save(new Blob([picture(figure).text], { type: "image/svg+xml" }), `${figure.id}.svg`);
	const savePng = (figure) => {
		const { width, tall, src } = picture(figure), image = make("img"), canvas = make("canvas", { width: 3 * width, height: 3 * tall });
		image.onload = () => {
			canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
			canvas.toBlob((blob) => save(blob, `${figure.id}.png`));
		};
		image.src = src;
	};
	const snippet = (figure) => {
		const { width, alt, src } = picture(figure), caption = make("figcaption", {}, said(figure.querySelector(".cite p")));
		const href = `${location.href.split("#")[0]}#${figure.id}`;
		if (href.startsWith("http")) caption.append(" ", make("a", { href }, "The figure in its report"));
		return make("figure", { style: `margin:0;max-width:${Math.round(1.5 * width)}px` }, make("img", { src, alt, style: "width:100%;height:auto" }), caption).outerHTML;
	};
	const offers = (figure) => {
		const links = figure.querySelector(".fig-links"), button = (text, onclick) => make("button", { type: "button", onclick }, text);
		links.firstElementChild.after(button("Download as SVG", () => saveSvg(figure)), button("Download as PNG", () => savePng(figure)));
		const code = make("textarea", { readOnly: true, rows: 4, "aria-label": "HTML to copy into a page of your own", onfocus: () => code.select() });
		const ontoggle = () => { code.value ||= snippet(figure); };
		links.before(make("details", { className: "embed", ontoggle }, make("summary", {}, "Embed this figure"), code));
	};

	// The series of a part's ways: a drawing of the picked one, and over it the levels or lines that its result is read from.
	// All series in one unit share their axes; with another unit the title and the steps of the axis change.
	const [LEFT, RIGHT, TOP, BOTTOM] = [44, 384, 24, 186];
	const steps = (low, high, least) => {
		const rough = Math.max((high - low) / 5, least), ten = 10 ** Math.floor(Math.log10(rough)), step = ten * [1, 2, 5, 10].find((one) => one * ten >= rough);
		const from = Math.ceil(low / step);
		return Array.from({ length: Math.floor(high / step) - from + 1 }, (_, at) => (from + at) * step);
	};
	const plot = (svg, part, series, { own, years, levels }) => {
		if (!own) return svg.replaceChildren();
		const every = series.filter((one) => one.unit === own.unit).flatMap((one) => one.points), rank = own.unit === "rank";
		const ends = (at) => [Math.min(...every.map((one) => one[at])), Math.max(...every.map((one) => one[at]))];
		const [first, last] = ends(0), [least, most] = ends(1), low = rank ? 1 : Math.min(least, 0), high = Math.max(most, 0);
		const x = (year) => LEFT + (year - first) / (last - first || 1) * (RIGHT - LEFT);
		const y = (value, share = (value - low) / (high - low || 1)) => BOTTOM - (rank ? 1 - share : share) * (BOTTOM - TOP);
		const to = (year, value) => `${x(year).toFixed(1)} ${y(value).toFixed(1)}`, path = (name, d) => make("svg:path", { class: name, d });
		const text = (words, x, y, anchor) => make("svg:text", { x, y, "text-anchor": anchor }, words);
		// A year without a value breaks the line; one alone is a dot.
		const line = own.points.map(([year, value], place) => (place && own.points[place - 1][0] === year - 1 ? "L" : "M") + to(year, value));
		svg.setAttribute("aria-label", `${part}: ${own.unit} by year, ${first} to ${last}`);
		svg.replaceChildren(text(own.unit, 0, 12, "start"), ...steps(first, last, 1).map((year) => text(year, x(year), BOTTOM + 18, "middle")),
			...steps(low, high || 1, 0).flatMap((value) => [path(value ? "grid" : "nought", `M${LEFT} ${y(value)}H${RIGHT}`),
				text(value.toLocaleString("en").replace("-", "−"), LEFT - 6, y(value) + 4, "end")]),
			path("line", line.join("").replace(/(M[^ML]+)(?=M|$)/g, "$1h0")), path("over", levels.map((value, place) => (place % 2 ? "L" : "M") + to(years[place], value)).join("")));
	};

	// The choices of a part as radio buttons: the result of their combination stands above them, its series beside them.
	const SIGNS = { f: "for the claim", n: "no change", a: "against the claim" };
	const choices = (body, at) => {
		const labels = all(body, "tr").map((row) => said(row.children[1])), [units, spans, named] = ["units", "spans", "axes"].map((name) => body.dataset[name].split("|"));
		const axes = named.map((axis) => axis.split(":")), size = axes.length, part = said(body.querySelector("td")), output = heard();
		const held = body.parentNode.dataset.series.split(";").map((line) => {
			const [unit, first, values = ""] = line.split("|");
			return { unit, points: values.split(",").flatMap((value, place) => (value ? [[Number(first) + place, Number(value)]] : [])) };
		});
		const ways = new Map(body.dataset.ways.split(";").map((way) => {
			const [told, line, span, ends] = way.slice(size).split("/");
			return [way.slice(0, size), line ? { told, own: held[line], years: spans[span].split(" "), levels: ends.split(",").map((end, place, all) => Number(end || all[place - 1])) } : { told }];
		}));
		const series = [...new Set([...ways.values()].map((way) => way.own))].filter(Boolean), svg = make("svg:svg", { viewBox: "0 0 400 208", role: "img" });
		const [chosen] = ways.keys(), picked = [...chosen];
		const show = () => {
			const own = picked.join(""), way = ways.get(own) || { told: "" }, [value, before, after] = way.told.slice(2).split("|"), unit = units[way.told[0]];
			const told = after ? `change ${value} ${unit}, from ${before} to ${after}` : `${value} ${unit}`;
			output.textContent = way.told ? `${told}: ${SIGNS[way.told[1]]}${own === chosen ? " (the chosen way)" : ""}`
				: "this combination has no result of its own: it has no data, or is the same as another";
			plot(svg, part, series, way);
		};
		const groups = axes.map(([name, count], axis) => make("fieldset", {}, make("legend", {}, name),
			...labels.splice(0, count).map((label, place) => {
				const code = place.toString(36), onchange = () => { picked[axis] = code; show(); };
				return make("label", {}, make("input", { type: "radio", name: `way-${at}-${axis}`, checked: code === chosen[axis], onchange }), ` ${label}`);
			})));
		show();
		const drawn = series.length ? [make("div", { className: "series" }, svg, "Thin: the record; thick: what the result is read from.")] : [];
		body.closest(".scroll").before(make("div", { className: "switch", role: "group", "aria-label": `Choices of ${part}` },
			make("p", {}, make("b", {}, `${part}: `), output), ...drawn, ...groups));
	};

	const search = (fold) => {
		const items = all(fold, "li"), texts = items.map((item) => said(item).toLowerCase()), output = heard();
		const oninput = (event) => {
			const asked = event.target.value.toLowerCase().split(/\s+/);
			items.forEach((item, at) => { item.hidden = !asked.every((word) => texts[at].includes(word)); });
			all(fold, "div").forEach((group) => { group.hidden = !group.querySelector("li:not([hidden])"); });
			const found = items.filter((item) => !item.hidden).length;
			output.textContent = found ? `${found} of ${items.length}` : "nothing found; try fewer or other words";
			fold.open = true;
		};
		const field = make("label", {}, "Words to look for ", make("input", { type: "search", oninput }));
		fold.before(make("p", { className: "search", role: "search" }, field, " ", output));
	};

	for (const figure of all(document, "figure.figure")) reader(figure), offers(figure);
	all(document, "tbody[data-ways]").forEach(choices);
	all(document, ".find details").forEach(search);
})();
