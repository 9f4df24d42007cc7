package dev.loopkeeper.azure.ml.fake;

/** A call or an answer that the official description does not allow. */
public final class ContractBreach extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ContractBreach(String message) {
        super(message);
    }
}
