package dev.loopkeeper.local.endpoint;

import java.time.Duration;

/**
 * What one version may take from the server.
 *
 * @param timeout of one request, waiting included
 * @param calls requests it works on at once
 * @param waiting further requests that may wait for it while it answers at all
 * @param heapMb heap of its process
 */
record VersionLimits(Duration timeout, int calls, int waiting, int heapMb) {
    static final VersionLimits DEFAULT = new VersionLimits(Duration.ofSeconds(1), 16, 32, 192);
}
