'use strict';
(function () {
  const specs = JSON.parse(document.getElementById('charts').textContent);
  const drawn = [];
  const root = document.documentElement;
  const colour = (name) => getComputedStyle(root).getPropertyValue('--' + name.toLowerCase()).trim();
  const faded = (hex, alpha) => hex + Math.round(alpha * 255).toString(16).padStart(2, '0');
  const digits = (v) => {
    const size = Math.abs(v);
    if (size !== 0 && (size < 1e-6 || size >= 1e9)) return v.toExponential(1);
    return v.toLocaleString('en-US', {maximumSignificantDigits: 4});
  };

  function formatter(axis, span) {
    if (axis.scale === 'SHARE') return (v) => digits(Math.round(v * 1e5) / 1e3) + ' %';
    if (axis.scale === 'CATEGORY') return (v) => axis.categories[v] === undefined ? '' : axis.categories[v];
    if (axis.scale !== 'TIME') return digits;
    const short = span < 2 * 864e5;
    const format = new Intl.DateTimeFormat('en-GB', short
      ? {hour: '2-digit', minute: '2-digit', second: span < 5 * 6e4 ? '2-digit' : undefined, timeZone: 'UTC'}
      : {day: 'numeric', month: 'short', timeZone: 'UTC'});
    return (v) => format.format(new Date(v));
  }

  function scale(axis, points, index) {
    const values = points.map((p) => p[index]);
    const format = formatter(axis, Math.max(...values) - Math.min(...values));
    const options = {
      type: 'linear',
      title: {display: axis.title !== '', text: axis.title, color: colour('soft'), font: {size: 12}},
      ticks: {color: colour('soft'), maxRotation: 0, autoSkipPadding: 12, maxTicksLimit: 7, font: {size: 12}, callback: (v) => format(v)},
      grid: {color: colour('grid'), drawTicks: false},
      border: {color: colour('line')},
    };
    if (axis.scale === 'CATEGORY') Object.assign(options, {min: -0.5, max: axis.categories.length - 0.5});
    if (axis.scale === 'CATEGORY') options.afterBuildTicks = (a) => { a.ticks = axis.categories.map((_, i) => ({value: i})); };
    // Around one moment the library would draw years, a share of the number that a time is.
    if (axis.scale === 'TIME' && values.length > 0 && values.every((v) => v === values[0])) Object.assign(options, {min: values[0] - 6e4, max: values[0] + 6e4});
    if (axis.min !== undefined) options.min = axis.min;
    if (axis.max !== undefined) options.max = axis.max;
    // Nothing but zeros would be drawn on an axis up to 1, as if a loss of 100 % were in reach.
    if (index === 1 && axis.max === undefined && values.every((v) => v === 0)) options.suggestedMax = axis.scale === 'SHARE' ? 0.05 : undefined;
    return {options, format};
  }

  function barWidth(series) {
    const xs = series.points.map((p) => p[0]);
    let least = Infinity;
    for (let i = 1; i < xs.length; i++) least = Math.min(least, Math.abs(xs[i] - xs[i - 1]));
    return Number.isFinite(least) ? least : 1;
  }

  const marks = {
    id: 'marks',
    beforeDatasetsDraw(chart) {
      const {ctx, chartArea, scales} = chart;
      chart.data.datasets.forEach((set, i) => {
        if (!set.marks || !chart.isDatasetVisible(i)) return;
        ctx.save();
        ctx.strokeStyle = set.borderColor;
        ctx.lineWidth = 1.25;
        ctx.setLineDash([3, 3]);
        set.marks.map((v) => scales.x.getPixelForValue(v)).filter((x) => x >= chartArea.left && x <= chartArea.right).forEach((x) => {
          ctx.beginPath();
          ctx.moveTo(x, chartArea.top);
          ctx.lineTo(x, chartArea.bottom);
          ctx.stroke();
        });
        ctx.restore();
      });
    },
  };

  function dataset(series) {
    const tone = colour(series.tone);
    if (series.style === 'MARKS') {
      return {type: 'line', label: series.name, data: [], borderColor: tone, backgroundColor: tone, marks: series.points.map((p) => p[0])};
    }
    const line = series.style !== 'POINTS' && series.style !== 'BARS';
    return {
      type: series.style === 'BARS' ? 'bar' : series.style === 'POINTS' ? 'scatter' : 'line',
      label: series.name,
      data: series.points.map((p) => ({x: p[0], y: p[1]})),
      borderColor: tone,
      backgroundColor: faded(tone, series.style === 'AREA' ? .16 : series.style === 'POINTS' ? .55 : series.style === 'BARS' ? .6 : 1),
      borderWidth: line ? (series.style === 'DASHED' ? 1.5 : 2) : 0,
      borderDash: series.style === 'DASHED' ? [5, 5] : [],
      stepped: series.style === 'STEPS' ? 'after' : false,
      fill: series.style === 'AREA',
      pointRadius: series.style === 'POINTS' ? 3 : line && series.points.length <= 12 && series.style === 'LINE' ? 3 : 0,
      pointHitRadius: 8,
      pointBorderWidth: 0,
      pointBackgroundColor: faded(tone, series.style === 'POINTS' ? .55 : 1),
      barPercentage: 1,
      categoryPercentage: .86,
      width: barWidth(series),
    };
  }

  function legend(series, index) {
    const tone = colour(series.tone);
    const dots = series.style === 'POINTS';
    return {
      text: series.name, fontColor: colour('soft'), datasetIndex: index, strokeStyle: tone, fillStyle: tone,
      pointStyle: 'line', lineWidth: dots ? 6 : 2, lineDash: series.style === 'DASHED' ? [4, 4] : [],
    };
  }

  function draw(spec) {
    const points = spec.series.filter((s) => s.style !== 'MARKS').flatMap((s) => s.points);
    const x = scale(spec.x, points, 0);
    const y = scale(spec.y, points, 1);
    y.options.beginAtZero = spec.series.some((s) => s.style === 'BARS' || s.style === 'AREA');
    const bars = spec.series.some((s) => s.style === 'BARS');
    if (bars) x.options.offset = true;
    return new Chart(document.getElementById(spec.id), {
      type: bars ? 'bar' : 'line',
      data: {datasets: spec.series.map(dataset)},
      plugins: [marks],
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        interaction: {mode: 'nearest', intersect: false, axis: 'x'},
        scales: {x: x.options, y: y.options},
        plugins: {
          legend: {
            display: spec.series.length > 1, position: 'bottom', align: 'start',
            labels: {
              usePointStyle: true, pointStyleWidth: 22, padding: 14, font: {size: 12},
              generateLabels: () => spec.series.map(legend),
            },
          },
          tooltip: {
            backgroundColor: colour('ink'), titleColor: colour('card'), bodyColor: colour('card'), displayColors: false, padding: 9,
            callbacks: {
              title: (items) => items.length ? x.format(items[0].parsed.x) : '',
              label: (item) => item.dataset.label + ': ' + y.format(item.parsed.y),
            },
          },
        },
      },
    });
  }

  function drawAll() {
    drawn.splice(0).forEach((chart) => chart.destroy());
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    specs.forEach((spec) => drawn.push(draw(spec)));
  }

  drawAll();
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  window.matchMedia('print').addEventListener('change', drawAll);
  window.addEventListener('beforeprint', drawAll);
  window.addEventListener('afterprint', drawAll);
})();
