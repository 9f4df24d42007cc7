package dev.loopkeeper.status;

import dev.loopkeeper.edge.Pages;
import java.util.regex.Pattern;

/** The commands with which a person takes over, ready to be copied. */
final class CommandSection {
    private static final Pattern ADDRESS =
            Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]{1,255}(/[A-Za-z0-9._~/-]{0,255})?");
    private static final String HERE = "http://127.0.0.1:8080";

    private CommandSection() {}

    static String html(ModelView view) {
        LoopStatus s = view.status();
        String base = ADDRESS.matcher(view.base()).matches() ? view.base() : HERE;
        String url = base + "/models/" + Html.segment(s.name());
        String rollback = s.rollout()
                .rollbackTo()
                .map(to -> "<p>A rollback goes to <strong>" + Pages.text(to)
                        + "</strong> at once. It needs no metric, no budget and no approval.</p>"
                        + command("", url + ":rollback", "{\"reason\":\"why\",\"by\":\"you\"}"))
                .orElse(
                        "<p>There is no earlier healthy version to go back to yet. Once a second version is on its way or promoted, the command that goes back to the one before stands here.</p>");
        String next = s.paused().isPresent()
                ? command("Resume", url + ":resume", "{\"by\":\"you\"}")
                : command(
                        "Pause: nothing is trained or moved until somebody resumes",
                        url + ":pause",
                        "{\"reason\":\"why\",\"by\":\"you\"}");
        String approve = s.rollout().state().equals("awaiting-approval")
                ? command("Approve", url + ":approve", "{\"by\":\"you\"}")
                : "";
        return rollback + approve
                + "<details class=\"more\" id=\"commands\"><summary>Pause, retrain, or use the command line</summary>"
                + next
                + command(
                        "Retrain whatever the economics say; gates and budget still count",
                        url + ":retrain",
                        "{\"reason\":\"why\",\"by\":\"you\"}")
                + "<h3>Roll back without HTTP</h3>"
                + copyable("java -jar loopkeeper.jar rollback " + quoted(s.name()) + " --reason 'why'")
                + "</details><p class=\"note\">LOOPKEEPER_TOKEN holds the bearer token that was made at the first start. Add \"to\":\"&lt;version&gt;\" to go back to "
                + "another healthy version.</p>";
    }

    private static String command(String title, String url, String body) {
        String heading = title.isEmpty() ? "" : "<h3>" + Pages.text(title) + "</h3>";
        return heading
                + copyable("curl -X POST \\\n  " + quoted(url)
                        + " \\\n  -H \"Authorization: Bearer $LOOPKEEPER_TOKEN\" \\\n"
                        + "  -H 'Content-Type: application/json' \\\n  -d " + quoted(body));
    }

    private static String copyable(String command) {
        return "<div class=\"command\"><pre>" + Pages.text(command)
                + "</pre><button type=\"button\" class=\"copy\">Copy</button></div>";
    }

    /** In single quotes a shell reads everything as it is, but for the quote itself. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
