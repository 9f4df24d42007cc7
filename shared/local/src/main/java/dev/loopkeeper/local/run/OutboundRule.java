package dev.loopkeeper.local.run;

import dev.loopkeeper.edge.LoopException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Where notifications may go: https to public addresses, and whatever the operator allows by name on the command line.
 *
 * <p>The check keeps a {@code loop.yaml} from reaching metadata services and machines of the private network.
 */
record OutboundRule(Set<String> allowed) {
    /** The address, when it may be called; {@code POISON} when not. */
    URI check(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw LoopException.poison("a notification URL cannot be read: check the secret it comes from");
        }
        String host = uri.getHost() == null ? "" : uri.getHost();
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (web && allowed.contains(host)) {
            return uri;
        }
        if (!"https".equals(uri.getScheme())
                || host.isEmpty()
                || uri.getUserInfo() != null
                || uri.getPort() > 0 && uri.getPort() != 443) {
            throw LoopException.poison(
                    "notifications to '" + host + "' must use https on port 443 without a user name, "
                            + "or the host must be allowed with --allow-host");
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (inner(address)) {
                    throw LoopException.poison("notifications to '" + host
                            + "' would reach a private address; allow it with --allow-host if you mean it");
                }
            }
        } catch (UnknownHostException e) {
            throw LoopException.transientFailure("host '" + host + "' has no address now", e);
        }
        return uri;
    }

    private static boolean inner(InetAddress a) {
        byte[] b = a.getAddress();
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        boolean four = b.length == 4;
        boolean carrier = four && first == 100 && second >= 64 && second < 128;
        // Protocol assignments, benchmarking, and what is reserved up to the broadcast address.
        boolean special = four
                && (first == 192 && second == 0 && b[2] == 0 || first == 198 && (second & 0xfe) == 18 || first >= 240);
        // 6to4 and NAT64 carry an IPv4 address that nobody has checked.
        boolean carries = !four && (first == 0x20 && second == 0x02 || first == 0x00 && second == 0x64);
        boolean uniqueLocal = b.length == 16 && (first & 0xfe) == 0xfc;
        boolean azureHost = b.length == 4 && first == 168 && second == 63 && (b[2] & 0xff) == 129 && b[3] == 16;
        return a.isLoopbackAddress()
                || a.isLinkLocalAddress()
                || a.isSiteLocalAddress()
                || a.isAnyLocalAddress()
                || a.isMulticastAddress()
                || carrier
                || special
                || carries
                || uniqueLocal
                || azureHost
                || first == 0;
    }
}
