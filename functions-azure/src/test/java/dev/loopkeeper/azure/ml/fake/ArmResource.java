package dev.loopkeeper.azure.ml.fake;

import java.util.Optional;

/** One kind of resource below the workspace; a test adds its own with {@link ArmFake#serve}. */
public interface ArmResource {
    /**
     * The answer, empty when the path is of another kind.
     *
     * @throws ArmRefusal when the service would refuse the call
     */
    Optional<ArmReply> answer(ArmCall call);
}
