package dev.loopkeeper.connectors;

import dev.loopkeeper.edge.LoopException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

/**
 * Where requests may go: https to public addresses, and whatever the operator allows by name.
 *
 * <p>The check keeps a {@code loop.yaml} from reaching metadata services and machines of the private network. The name
 * is resolved once: connect to {@link Target#addresses}, or a name server could answer differently the second time.
 *
 * @param allowed hosts that may be reached at any address and port, by http as well
 * @param how the operator allows one, for the message
 */
public record OutboundRule(Set<String> allowed, String how) {
    /** A URL that may be called, and the addresses that were checked. */
    public record Target(URI uri, List<InetAddress> addresses) {
        public Target {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * The target, when it may be called.
     *
     * @throws LoopException of kind {@code POISON} when it may not; {@code TRANSIENT} when the host has no address now
     */
    public Target check(String url) {
        URI uri = read(url);
        String host = uri.getHost() == null ? "" : uri.getHost();
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean trusted = web && allowed.contains(host);
        boolean open = "https".equals(uri.getScheme())
                && !host.isEmpty()
                && uri.getUserInfo() == null
                && (uri.getPort() <= 0 || uri.getPort() == 443);
        if (!trusted && !open) {
            throw LoopException.poison("requests to '" + host
                    + "' must use https on port 443 without a user name, or the host must be allowed with " + how);
        }
        List<InetAddress> addresses = addresses(host);
        if (!trusted && addresses.stream().anyMatch(OutboundRule::inner)) {
            throw LoopException.poison("requests to '" + host + "' would reach a private address; allow it with " + how
                    + " if you mean it");
        }
        return new Target(uri, addresses);
    }

    private static URI read(String url) {
        try {
            return URI.create(new URI(url).toASCIIString());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw LoopException.poison("a URL cannot be read: check the secret it comes from");
        }
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw LoopException.transientFailure("host '" + host + "' has no address now", e);
        }
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
