package dev.loopkeeper.azure.wire;

import java.net.URI;

/** Reads the name of a storage account off the address of its blobs. */
final class BlobAccount {
    private BlobAccount() {}

    /** The first label of the host; an emulator, whose host is a number, has it in the path. */
    static String of(String blobs) {
        URI address = URI.create(blobs);
        String path = address.getPath().replace("/", "");
        return path.isEmpty() ? address.getHost().split("\\.", 2)[0] : path;
    }
}
