package dev.loopkeeper.local.run;

import dev.loopkeeper.local.run.ControlServer.Answer;
import dev.loopkeeper.status.StatusReader;
import dev.loopkeeper.store.Layout;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be read: status, reports, the API's description. */
final class StatusRoutes {
  private static final Pattern MODEL_JSON = Pattern.compile("/models/([a-z][a-z0-9-]*)/status\\.json");
  private static final Pattern REPORT = Pattern.compile("/reports/([a-z][a-z0-9-]*)/([a-z0-9-]+)\\.(html|json)");
  private static final int PAGE = 1_000;

  private final LocalLoop loop;
  private final StatusReader reader;

  StatusRoutes(LocalLoop loop, String address) {
    this.loop = loop;
    this.reader = new StatusReader(loop.loops(), loop.store(), loop.clock());
  }

  Optional<Answer> answer(String path) {
    if (path.equals("/status.json")) {
      return Optional.of(Answer.json(200, reader.page("", PAGE)));
    }
    if (path.equals("/healthz")) {
      return Optional.of(Answer.json(200, Map.of("status", "ok")));
    }
    Matcher model = MODEL_JSON.matcher(path);
    if (model.matches()) {
      return reader.model(model.group(1)).map(status -> Answer.json(200, status));
    }
    Matcher report = REPORT.matcher(path);
    return report.matches() ? report(report) : Optional.empty();
  }

  private Optional<Answer> report(Matcher report) {
    boolean html = report.group(3).equals("html");
    String key = html ? Layout.reportHtml(report.group(1), report.group(2)) : Layout.reportJson(report.group(1), report.group(2));
    return loop.store().get(key).map(body -> new Answer(200, html ? "text/html; charset=utf-8" : "application/json", body));
  }
}
