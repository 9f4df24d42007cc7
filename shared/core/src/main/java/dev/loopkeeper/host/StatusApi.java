package dev.loopkeeper.host;

import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.status.OpenApi;
import dev.loopkeeper.status.StatusSite;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be read over HTTP: status, reports, the API's description. It changes nothing. */
public final class StatusApi {
    private static final Pattern MODEL = Pattern.compile("/models/([a-z][a-z0-9-]*)(/status\\.json)?");
    private static final Pattern REPORT = Pattern.compile("/reports/([a-z][a-z0-9-]*)/([a-z0-9-]+)\\.(html|json)");
    private static final int COMMITS = 2_000;
    private static final int PAGE = 1_000;

    private final ObjectStore store;
    private final StatusSite site;
    private final String address;

    /** {@code address}: where readers reach this, without a slash at its end, for the commands on the pages. */
    public StatusApi(Ground ground, ModelRegistry registry, String address) {
        this.store = ground.store();
        this.address = address;
        this.site = new StatusSite(ground.loops(), ground.store(), registry, ground.clock(), COMMITS);
    }

    /** Answers a request, or is empty when there is nothing to read at its path. */
    public Optional<HttpAnswer> answer(HttpCall request) {
        if (!request.reads()) {
            return Optional.of(HttpAnswer.error(405, "method", "use GET or POST"));
        }
        String path = request.path();
        if (path.equals("/") || path.equals("/status")) {
            return Optional.of(
                    HttpAnswer.html(site.overview(request.parameter("after").orElse(""))));
        }
        if (path.equals("/status.json")) {
            int limit = request.parameter("limit")
                    .filter(l -> l.matches("\\d{1,4}"))
                    .map(Integer::parseInt)
                    .orElse(PAGE);
            return Optional.of(
                    HttpAnswer.json(site.overviewJson(request.parameter("after").orElse(""), limit)));
        }
        if (path.equals("/openapi.json")) {
            return Optional.of(HttpAnswer.json(OpenApi.document()));
        }
        if (path.equals("/healthz")) {
            return Optional.of(HttpAnswer.json(200, Map.of("status", "ok")));
        }
        Matcher model = MODEL.matcher(path);
        if (model.matches()) {
            return model.group(2) == null
                    ? site.model(model.group(1), address).map(HttpAnswer::html)
                    : site.modelJson(model.group(1)).map(HttpAnswer::json);
        }
        Matcher report = REPORT.matcher(path);
        return report.matches() ? report(report) : Optional.empty();
    }

    private Optional<HttpAnswer> report(Matcher report) {
        boolean html = report.group(3).equals("html");
        String key = html
                ? Layout.reportHtml(report.group(1), report.group(2))
                : Layout.reportJson(report.group(1), report.group(2));
        return store.get(key).map(body -> new HttpAnswer(200, html ? HttpAnswer.HTML : HttpAnswer.JSON, body));
    }
}
