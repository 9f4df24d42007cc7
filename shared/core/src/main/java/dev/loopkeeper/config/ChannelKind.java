package dev.loopkeeper.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One channel of {@code notify}: {@code console}, {@code {teams: secret:x}} or {@code {webhook: https://..., secret:
 * secret:y}}.
 */
final class ChannelKind implements Kind<LoopConfig.Channel> {
    private static final String SECRET = "secret:";
    private static final String SECRET_NAME = SECRET + "[A-Za-z0-9][A-Za-z0-9._-]{0,126}";
    private static final String WEBHOOK = SECRET_NAME
            + "|https://[^\\s@]{3,2000}|http://(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?(/[^\\s@]{0,2000})?";
    private static final List<String> CHATS = List.of("teams", "slack");
    private static final Set<String> KEYS = Set.of("teams", "slack", "webhook", "secret");
    private static final Kind<String> NAMED =
            Kinds.text(SECRET_NAME, "secret:<name>: the address of a chat is a secret and stays in the secret store");
    private static final Kind<String> SIGNING =
            Kinds.text(SECRET_NAME, "secret:<name> of the key that signs the webhook");
    private static final Kind<String> ADDRESS = Kinds.allowedWhen(
            "an https address, an http address of this machine, or secret:<name> that holds the address",
            ChannelKind::address,
            WEBHOOK);

    private static boolean address(String text) {
        try {
            return text.matches(WEBHOOK)
                    && (text.startsWith(SECRET) || URI.create(text).getHost() != null);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public Optional<LoopConfig.Channel> read(String key, YamlValue value, Problems problems) {
        if (value instanceof YamlValue.Scalar word && word.text().equals("console")) {
            return Optional.of(new LoopConfig.Channel("console", "", Optional.empty()));
        }
        if (!(value instanceof YamlValue.Mapping mapping)) {
            problems.add(value.line(), key, "is " + value.shown() + ", must be " + allowed());
            return Optional.empty();
        }
        Map<String, YamlValue> found = new HashMap<>();
        for (YamlValue.Entry entry : mapping.unique(key + ".", problems)) {
            if (KEYS.contains(entry.key())) {
                found.put(entry.key(), entry.value());
            } else {
                problems.add(entry.line(), key + "." + Shown.plain(entry.key()), ClosestKey.unknown(entry.key(), KEYS));
                return Optional.empty();
            }
        }
        return channel(key, value.line(), found, problems);
    }

    private static Optional<LoopConfig.Channel> channel(
            String key, int line, Map<String, YamlValue> found, Problems problems) {
        if (found.size() == 1) {
            for (String chat : CHATS) {
                if (found.containsKey(chat)) {
                    return NAMED.read(key + "." + chat, found.get(chat), problems)
                            .map(target -> new LoopConfig.Channel(chat, target, Optional.empty()));
                }
            }
        }
        if (!found.containsKey("webhook") || found.keySet().stream().anyMatch(CHATS::contains)) {
            problems.add(
                    line,
                    key,
                    "must name exactly one of teams, slack and webhook; only a webhook takes a secret beside it");
            return Optional.empty();
        }
        Optional<String> target = ADDRESS.read(key + ".webhook", found.get("webhook"), problems);
        Optional<String> secret = Optional.ofNullable(found.get("secret"))
                .flatMap(named -> SIGNING.read(key + ".secret", named, problems))
                .map(named -> named.substring(SECRET.length()));
        return target.map(url -> new LoopConfig.Channel("webhook", url, secret));
    }

    @Override
    public String allowed() {
        return "console, {teams: secret:<name>}, {slack: secret:<name>} or {webhook: https://..., secret: secret:<name>}";
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Kinds.object();
        ArrayNode any = schema.putArray("anyOf");
        any.addObject().put("const", "console");
        CHATS.forEach(chat -> section(any, chat).set(chat, NAMED.schema()));
        ObjectNode webhook = section(any, "webhook");
        webhook.set("webhook", ADDRESS.schema());
        webhook.set("secret", SIGNING.schema());
        return schema;
    }

    private static ObjectNode section(ArrayNode any, String required) {
        ObjectNode section = any.addObject().put("type", "object").put("additionalProperties", false);
        section.putArray("required").add(required);
        return section.putObject("properties");
    }
}
