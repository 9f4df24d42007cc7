package dev.loopkeeper.gcp.vertex.fake;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.util.Map;

/** One request as it came in; {@code path} has neither version nor query. */
record FakeCall(String method, String path, Map<String, String> query, String body) {
    /** The body as the official type says it: a field that does not exist there is refused. */
    <B extends Message.Builder> B as(B builder) {
        try {
            JsonFormat.parser().merge(body.isEmpty() ? "{}" : body, builder);
            return builder;
        } catch (InvalidProtocolBufferException e) {
            throw ApiError.invalid("body of " + method + " " + path + " is no "
                    + builder.getDescriptorForType().getName() + ": " + e.getMessage());
        }
    }

    static String json(MessageOrBuilder message) {
        try {
            return JsonFormat.printer().omittingInsignificantWhitespace().print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
