package dev.loopkeeper.gcp.infra;

import dev.loopkeeper.testkit.infra.HclBody;
import dev.loopkeeper.testkit.infra.TerraformModule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings that keep the loop safe on Google Cloud; each breach is a sentence that names the resource. */
final class InfraRules {
    private static final Pattern BROAD =
            Pattern.compile("roles/(owner|editor|viewer|[a-zA-Z]+\\.[a-zA-Z]*[aA]dmin)\\b|\\.(delete|setIamPolicy)\"");
    private static final Pattern PUBLIC = Pattern.compile("\"[^\"]*all(Users|AuthenticatedUsers)");
    private static final Pattern SECRET_KEY = Pattern.compile(".*(SECRET|TOKEN|PASSWORD|KEY|CREDENTIAL).*");
    private static final Set<String> INGRESS = Set.of(
            "each.value.trigger == \"http\" ? var.http_ingress : \"ALLOW_INTERNAL_ONLY\"", "ALLOW_INTERNAL_ONLY");

    private final TerraformModule module;
    private final List<String> breaches = new ArrayList<>();

    private InfraRules(TerraformModule module) {
        this.module = module;
    }

    static List<String> breaches(TerraformModule module) {
        InfraRules rules = new InfraRules(module);
        rules.buckets();
        rules.functions();
        rules.identities();
        rules.table();
        rules.events();
        rules.deadLetters();
        rules.alertPush();
        rules.members();
        rules.secrets();
        rules.schedules();
        rules.alerts();
        rules.extras();
        return rules.breaches;
    }

    private void demand(boolean holds, String sentence) {
        if (!holds) {
            breaches.add(sentence);
        }
    }

    private void buckets() {
        Map<String, HclBody> buckets = module.resources("google_storage_bucket");
        demand(buckets.keySet().equals(Set.of("state", "data", "source")), "buckets are " + buckets.keySet());
        buckets.forEach((name, bucket) -> {
            String who = "bucket " + name;
            demand(bucket.text("public_access_prevention").equals("enforced"), who + " may become public");
            demand(bucket.text("uniform_bucket_level_access").equals("true"), who + " has access lists of its own");
            demand(bucket.text("force_destroy").equals("false"), who + " can be destroyed with all in it");
            demand(bucket.only("versioning").text("enabled").equals("true"), who + " keeps no old versions");
            demand(softDelete(bucket), who + " has no soft delete of at least 7 days");
            demand(deletesOnlyOld(bucket), who + " does not remove old noncurrent objects, or removes live ones");
        });
    }

    private static boolean softDelete(HclBody bucket) {
        String seconds = bucket.only("soft_delete_policy").text("retention_duration_seconds");
        return seconds.equals("var.keep_noncurrent_days * 86400")
                || seconds.matches("[0-9]+") && Long.parseLong(seconds) >= 604_800;
    }

    private static boolean deletesOnlyOld(HclBody bucket) {
        List<HclBody> deletions = bucket.blocks("lifecycle_rule").stream()
                .filter(r -> r.only("action").text("type").equals("Delete"))
                .map(r -> r.only("condition"))
                .toList();
        return !deletions.isEmpty()
                && deletions.stream()
                        .allMatch(c -> c.text("matches_prefix").equals("[seen/]")
                                        && c.text("age").equals("1")
                                || c.text("with_state").equals("ARCHIVED")
                                        && c.text("days_since_noncurrent_time").equals("var.keep_noncurrent_days"));
    }

    private void functions() {
        HclBody function = module.resources().get("google_cloudfunctions2_function.loop");
        HclBody service = function.only("service_config");
        demand(function.text("for_each").equals("local.functions"), "functions are not made from the one table");
        demand(function.only("build_config").text("runtime").equals("java17"), "runtime is not java17");
        demand(
                function.only("build_config").text("service_account").equals("google_service_account.builder.id"),
                "functions are built by the default account, an editor");
        demand(
                service.text("max_instance_count").equals("each.value.instances"),
                "functions have no limit of instances");
        demand(INGRESS.contains(service.text("ingress_settings")), "event functions can be reached from outside");
        demand(
                service.text("service_account_email").equals("google_service_account.function[each.key].email"),
                "functions share an identity");
    }

    private void identities() {
        HclBody account = module.resources().get("google_service_account.function");
        demand(account.text("for_each").equals("local.functions"), "not every function has an identity");
        demand(account.text("account_id").contains("${each.key}"), "identities are not told apart by name");
    }

    private void table() {
        module.table("functions").forEach((name, row) -> {
            Map<?, ?> f = (Map<?, ?>) row;
            demand(between(f, "instances", 1, 50), name + ": instances must be 1 to 50");
            boolean event = !"http".equals(f.get("trigger"));
            demand(between(f, "timeout", 10, event ? 540 : 60), name + ": timeout must be 10 to 540 s, 60 over HTTP");
            demand(between(f, "concurrency", 1, 80), name + ": concurrency must be 1 to 80");
            demand(String.valueOf(f.get("memory")).matches("(512M|[124]G)i"), name + ": memory must be 512Mi to 4Gi");
        });
    }

    private static boolean between(Map<?, ?> row, String key, long least, long most) {
        return row.get(key) instanceof Long value && value >= least && value <= most;
    }

    private void events() {
        List<HclBody> triggers =
                module.resources().get("google_cloudfunctions2_function.loop").blocks("event_trigger");
        demand(triggers.size() == 2, "there are " + triggers.size() + " kinds of event trigger, expected 2");
        for (HclBody trigger : triggers) {
            String kind = trigger.text("event_type");
            demand(trigger.text("retry_policy").equals("RETRY_POLICY_RETRY"), kind + " is delivered once only");
            demand(
                    trigger.text("service_account_email").equals("google_service_account.trigger.email"),
                    kind + " is not delivered by the trigger account");
        }
        demand(
                triggers.stream().noneMatch(t -> t.toString().contains("google_storage_bucket.state")),
                "the loop's own writes start the loop");
        HclBody runs = module.resources().get("google_storage_notification.runs");
        demand(runs.text("object_name_prefix").equals("runs/"), "writes of the journal are events");
    }

    private void deadLetters() {
        Map<String, HclBody> all = module.resources();
        HclBody set = all.get("terraform_data.dead_letters");
        demand(set.text("for_each").equals("toset(local.on_event)"), "not every event function has dead letters");
        Object environment = set.only("provisioner").attributes().get("environment");
        demand(
                environment instanceof Map<?, ?> e && e.get("MAX_ATTEMPTS") instanceof Long n && n >= 5 && n <= 100,
                "attempts before a dead letter must be 5 to 100");
        String script = module.files().getOrDefault("set-dead-letters.sh", "");
        demand(script.contains("--dead-letter-topic=\"$DEAD_LETTER_TOPIC\""), "the script sets no dead letters");
        demand(
                all.get("google_pubsub_topic.dead_letter")
                        .text("for_each")
                        .equals("toset(concat(local.on_event, [\"receive-alert\"]))"),
                "dead letters have no topic");
        demand(
                all.get("google_pubsub_subscription.dead_letter")
                        .text("for_each")
                        .equals("google_pubsub_topic.dead_letter"),
                "dead letters have no subscription: they are lost");
    }

    private void alertPush() {
        HclBody push = module.resources().get("google_pubsub_subscription.alert_push");
        demand(!push.only("dead_letter_policy").text("dead_letter_topic").isEmpty(), "alerts have no dead letters");
        demand(!push.only("push_config").blocks("oidc_token").isEmpty(), "alerts are delivered without a token");
        demand(push.only("push_config").text("push_endpoint").endsWith(".uri"), "alerts go to an address of their own");
    }

    private void members() {
        module.files().forEach((file, text) -> {
            demand(!BROAD.matcher(text).find(), file + " gives a role that is too broad");
            demand(!PUBLIC.matcher(text).find(), file + " lets everybody in");
            demand(!text.contains("_iam_binding\"") && !text.contains("_iam_policy\""), file + " overwrites grants");
            demand(!text.contains("google_service_account_key"), file + " makes a key");
            demand(!Pattern.compile("\"http://").matcher(text).find(), file + " speaks plain HTTP");
        });
        Map<String, String> grants = Grants.of(module);
        Set<String> names = new HashSet<>(grants.keySet());
        names.addAll(Grants.EXPECTED.keySet());
        for (String name : names) {
            String found = grants.get(name);
            demand(
                    Grants.EXPECTED.getOrDefault(name, "nothing").equals(found),
                    "grant " + name + " is not the one of the table: " + found);
        }
    }

    private void secrets() {
        demand(
                module.resources("google_secret_manager_secret_version").isEmpty(),
                "a secret's value passes through Terraform");
        module.files()
                .forEach((file, text) -> demand(!text.contains("secret_data"), file + " carries a secret's value"));
        module.table("environment")
                .forEach((key, value) -> demand(
                        !SECRET_KEY.matcher(key).matches(), "environment " + key + " may hold a secret in plain text"));
        HclBody service =
                module.resources().get("google_cloudfunctions2_function.loop").only("service_config");
        demand(
                service.text("environment_variables")
                        .equals("merge(local.environment, lookup(local.http_environment, each.key, {}), "
                                + "{ LOOPKEEPER_TIMEOUT = tostring(each.value.timeout) })"),
                "functions have an environment of another kind");
        HclBody mounted = service.only("secret_environment_variables");
        demand(mounted.text("secret").equals("secret_environment_variables.value"), "secrets are not mounted by name");
    }

    private void schedules() {
        HclBody sweep = module.resources().get("google_cloud_scheduler_job.sweep");
        demand(sweep.text("schedule").equals("* * * * *"), "sweep does not run each minute");
        demand(
                sweep.only("pubsub_target").text("topic_name").equals("google_pubsub_topic.step[\"sweep\"].id"),
                "sweep is not asked for over its topic");
        HclBody sink = module.resources().get("google_logging_project_sink.run_ends");
        demand(sink.text("destination").contains("step[\"compare-metrics\"]"), "ends of runs reach nobody");
    }

    /** An alert that names no model is about all of them, and receive-alert then rolls back every canary in flight. */
    private void alerts() {
        Map<String, HclBody> policies = module.resources("google_monitoring_alert_policy");
        demand(!policies.isEmpty(), "nobody is told of dead letters");
        policies.forEach((name, policy) -> demand(
                policy.text("notification_channels").equals("local.operators"),
                "policy " + name + " tells receive-alert, or somebody else who is no operator"));
        demand(
                module.local("operators")
                        .toString()
                        .equals("concat([google_monitoring_notification_channel.operators.id], "
                                + "tolist(var.operators_channels))"),
                "the operators are receive-alert, or nobody");
        HclBody channel = module.resources().get("google_monitoring_notification_channel.operators");
        demand(channel.text("type").equals("email"), "the operators are told by the loop that is broken");
        demand(
                module.blocks().stream()
                        .filter(b -> b.labels().equals(List.of("operators_email")))
                        .noneMatch(b -> b.body().attributes().containsKey("default")),
                "nobody has to be told of a broken loop");
    }

    /** What costs money of its own is off unless it is asked for, and then whole: told, granted, and heard. */
    private void extras() {
        Map<?, ?> environment = module.table("environment");
        for (String extra : List.of("model_monitoring", "live_evaluations")) {
            String setting = "LOOPKEEPER_" + extra.toUpperCase(Locale.ROOT);
            demand(
                    String.valueOf(environment.get(setting)).equals("tostring(var." + extra + ")"),
                    setting + " does not follow var." + extra);
            demand(
                    module.blocks().stream()
                            .filter(b -> b.labels().equals(List.of(extra)))
                            .allMatch(b -> b.body().text("default").equals("false")),
                    extra + " is on by default");
        }
        HclBody sink = module.resources().get("google_logging_project_sink.anomalies");
        demand(
                sink.text("count").equals("var.model_monitoring ? 1 : 0"),
                "anomalies are published although nothing watches");
        demand(
                sink.text("destination").contains("step[\"receive-alert\"]")
                        && sink.text("filter").matches("(?s).*%2Fmodel_monitoring_anomaly\"\\s.*"),
                "anomalies reach nobody");
    }
}
