package dev.loopkeeper.local.run;

import dev.loopkeeper.local.registry.FileRegistry;
import dev.loopkeeper.local.run.ControlServer.Answer;
import dev.loopkeeper.local.run.ControlServer.Request;
import dev.loopkeeper.status.OpenApi;
import dev.loopkeeper.status.StatusSite;
import dev.loopkeeper.store.Layout;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be read: status, reports, the API's description. */
final class StatusRoutes {
    private static final Pattern MODEL = Pattern.compile("/models/([a-z][a-z0-9-]*)(/status\\.json)?");
    private static final Pattern REPORT = Pattern.compile("/reports/([a-z][a-z0-9-]*)/([a-z0-9-]+)\\.(html|json)");
    private static final int COMMITS = 2_000;
    private static final int PAGE = 1_000;

    private final LocalLoop loop;
    private final StatusSite site;
    private final String address;

    StatusRoutes(LocalLoop loop, String address) {
        this.loop = loop;
        this.address = address;
        this.site = new StatusSite(loop.loops(), loop.store(), new FileRegistry(loop.store()), loop.clock(), COMMITS);
    }

    Optional<Answer> answer(Request request) {
        String path = request.path();
        if (path.equals("/") || path.equals("/status")) {
            return Optional.of(
                    Answer.html(site.overview(request.parameter("after").orElse(""))));
        }
        if (path.equals("/status.json")) {
            int limit = request.parameter("limit")
                    .filter(l -> l.matches("\\d{1,4}"))
                    .map(Integer::parseInt)
                    .orElse(PAGE);
            return Optional.of(
                    Answer.json(site.overviewJson(request.parameter("after").orElse(""), limit)));
        }
        if (path.equals("/openapi.json")) {
            return Optional.of(Answer.json(OpenApi.document()));
        }
        if (path.equals("/healthz")) {
            return Optional.of(Answer.json(200, Map.of("status", "ok")));
        }
        Matcher model = MODEL.matcher(path);
        if (model.matches()) {
            return model.group(2) == null
                    ? site.model(model.group(1), address).map(Answer::html)
                    : site.modelJson(model.group(1)).map(Answer::json);
        }
        Matcher report = REPORT.matcher(path);
        return report.matches() ? report(report) : Optional.empty();
    }

    private Optional<Answer> report(Matcher report) {
        boolean html = report.group(3).equals("html");
        String key = html
                ? Layout.reportHtml(report.group(1), report.group(2))
                : Layout.reportJson(report.group(1), report.group(2));
        return loop.store().get(key).map(body -> new Answer(200, html ? Answer.HTML : Answer.JSON, body));
    }
}
