package dev.loopkeeper.status;

import dev.loopkeeper.edge.Chart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** One colour a version on the whole page: the newest six have their own, earlier ones take turns in two greys. */
final class VersionColours {
    private static final int OWN = 6;

    private final List<String> versions;

    private VersionColours(List<String> versions) {
        this.versions = versions;
    }

    /** Of versions in order of appearance. */
    static VersionColours of(Collection<String> versions) {
        return new VersionColours(new ArrayList<>(new LinkedHashSet<>(versions)));
    }

    /** Whether the version has a colour of its own. */
    boolean own(String version) {
        return versions.indexOf(version) >= versions.size() - OWN;
    }

    /** The name of the colour: {@code v1} to {@code v6}, {@code e1} or {@code e2}. */
    String name(String version) {
        int at = versions.indexOf(version);
        return own(version) && at >= 0 ? "v" + (1 + at % OWN) : "e" + (1 + Math.abs(at) % 2);
    }

    Chart.Tone tone(String version) {
        return own(version) && versions.contains(version)
                ? Chart.Tone.valueOf(name(version).toUpperCase(java.util.Locale.ROOT))
                : Chart.Tone.MUTED;
    }

    /** Place in the order of appearance; unknown ones first. */
    int order(String version) {
        return versions.indexOf(version);
    }

    /** Versions with a colour of their own, oldest first. */
    List<String> newest() {
        return versions.subList(Math.max(0, versions.size() - OWN), versions.size());
    }
}
