package dev.loopkeeper.status;

import dev.loopkeeper.edge.Pages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The pages people look at: all loops, and one loop.
 *
 * <p>Self-contained HTML. A page asks its own server every five seconds whether anything has changed, and loads itself
 * again when it has and nobody is reading a selection; without an answer it says so.
 */
public final class StatusPage {
    private static final String FOLDER = "/dev/loopkeeper/status/";

    private StatusPage() {}

    /**
     * All loops of a document, a row each; {@code query} is what the document was asked with, such as {@code ?after=x},
     * or empty.
     */
    public static String overview(StatusDocument document, String query) {
        Pages page = page("Loopkeeper: all loops");
        page.add(live("status.json" + query, document.revision(), document.at().toString()));
        OverviewSection.add(page, document);
        return page.html();
    }

    /** One loop. */
    public static String model(ModelView view) {
        LoopStatus status = view.status();
        Pages page = page(status.name() + " · Loopkeeper");
        page.add(live(
                Html.segment(status.name()) + "/status.json",
                status.revision(),
                view.now().toString()));
        page.add(HeadSection.html(view));
        page.add("<div class=\"cards\">")
                .section("last", "Last decision", MoneySection.last(view))
                .section("roll-back", "If it goes wrong", CommandSection.html(view))
                .add("</div>");
        page.section("traffic", "Traffic", TrafficSection.html(page, view));
        page.section("quality", "Live quality", QualitySection.html(page, view));
        page.section("decisions", "Decisions and money", MoneySection.html(page, view));
        page.section("drift", "Drift", DriftSection.html(view));
        page.section("versions", "Versions", VersionsSection.html(view));
        page.section("events", "What happened", NewsSection.html(view.history()));
        return page.html();
    }

    private static Pages page(String title) {
        return new Pages(title).style(resource("status.css")).live(resource("status.js"));
    }

    private static String live(String address, String revision, String at) {
        return "<span class=\"live\" id=\"live\" role=\"status\" data-url=\"" + Pages.text(address)
                + "\" data-revision=\"" + Pages.text(revision) + "\" data-at=\"" + Pages.text(at) + "\">Live</span>";
    }

    private static String resource(String name) {
        try (InputStream in = StatusPage.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + FOLDER + name, e);
        }
    }
}
