package dev.loopkeeper.host;

import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.loop.StepName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * An input that no attempt will ever accept, kept for people.
 *
 * @param bytes length of the input; at most its first 64 KiB are kept
 * @param text the input, when it is text
 * @param base64 the input, when it is not
 */
public record DeadLetter(
        String id,
        StepName function,
        Instant at,
        String reason,
        long bytes,
        Optional<String> text,
        Optional<String> base64) {
    private static final int KEPT = 64 << 10;
    private static final int ID_DIGITS = 32;
    private static final int REASON = 4_000;

    static DeadLetter of(StepName function, byte[] input, String reason, Instant at) {
        byte[] kept = Arrays.copyOf(input, Math.min(KEPT, input.length));
        Optional<String> text = text(kept);
        return new DeadLetter(
                id(function, input),
                function,
                at,
                reason.substring(0, Math.min(REASON, reason.length())),
                input.length,
                text,
                text.isPresent()
                        ? Optional.empty()
                        : Optional.of(Base64.getEncoder().encodeToString(kept)));
    }

    /** The same for every delivery of an input to a function. */
    static String id(StepName function, byte[] input) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes((function.text() + "\n").getBytes(StandardCharsets.UTF_8));
        both.writeBytes(input);
        return Digest.hex(both.toByteArray()).substring(0, ID_DIGITS);
    }

    private static Optional<String> text(byte[] kept) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(kept))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
