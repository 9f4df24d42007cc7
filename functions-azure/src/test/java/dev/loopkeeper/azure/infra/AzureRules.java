package dev.loopkeeper.azure.infra;

import dev.loopkeeper.testkit.infra.HclBody;
import dev.loopkeeper.testkit.infra.TerraformModule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings that keep the loop safe on Azure; each breach is a sentence that names the resource. */
final class AzureRules {
    /** Rights over rights, keys, or whole resources; the two broad ones are the platform's own on its own account. */
    private static final Pattern BROAD = Pattern.compile(
            "\"(Owner|Contributor|Reader|User Access Administrator|Storage Account (Key|Contributor)[^\"]*"
                    + "|AzureML [^\"]*|Key Vault (Administrator|Secrets Officer|Contributor))\""
                    + "|(?i:list(account)?(keys|secrets)?/action|listkeys|roleAssignments/write)|/\\*\"");

    private static final Pattern SECRET = Pattern.compile(
            "primary_access_key|primary_connection_string|account_key|shared_access_signature|azurerm_storage_account_sas"
                    + "|azurerm_function_app_host_keys|\"azurerm_key_vault_secret\"|client_secret");
    private static final Pattern SECRET_KEY = Pattern.compile(".*(SECRET|TOKEN|PASSWORD|KEY|CREDENTIAL).*");
    private static final Map<String, String> ACCOUNT = Map.of(
            "https_traffic_only_enabled", "true",
            "min_tls_version", "TLS1_2",
            "shared_access_key_enabled", "false",
            "allow_nested_items_to_be_public", "false",
            "local_user_enabled", "false",
            "is_hns_enabled", "false");

    private final TerraformModule module;
    private final List<String> breaches = new ArrayList<>();

    private AzureRules(TerraformModule module) {
        this.module = module;
    }

    static List<String> breaches(TerraformModule module) {
        AzureRules rules = new AzureRules(module);
        rules.accounts();
        rules.containers();
        rules.apps();
        rules.switches();
        rules.signIn();
        rules.events();
        rules.queues();
        rules.text();
        rules.grants();
        rules.vault();
        rules.alerts();
        rules.settings();
        return rules.breaches;
    }

    private void demand(boolean holds, String sentence) {
        if (!holds) {
            breaches.add(sentence);
        }
    }

    private HclBody only(String address) {
        return module.resources().getOrDefault(address, new HclBody(Map.of(), List.of()));
    }

    private void accounts() {
        Map<String, HclBody> accounts = module.resources("azurerm_storage_account");
        demand(accounts.keySet().equals(Set.of("loop", "host")), "storage accounts are " + accounts.keySet());
        accounts.forEach((name, account) -> ACCOUNT.forEach((key, value) -> demand(
                account.text(key).equals(value),
                "account " + name + ": " + key + " is '" + account.text(key) + "', expected " + value)));
        demand(only("azurerm_storage_account.host").text("for_each").equals("local.apps"), "apps share a host account");
        HclBody kept = only("azurerm_storage_account.loop").only("blob_properties");
        demand(kept.text("versioning_enabled").equals("true"), "account loop keeps no old versions");
        for (String policy : List.of("delete_retention_policy", "container_delete_retention_policy")) {
            demand(kept.only(policy).text("days").equals("var.keep_days"), "account loop has no " + policy);
        }
    }

    private void containers() {
        module.resources("azurerm_storage_container")
                .forEach((name, container) -> demand(
                        container.text("container_access_type").equals("private"), "container " + name + " is public"));
        for (String what : List.of("azurerm_storage_account.loop", "azurerm_storage_container.loop")) {
            demand(only(what).only("lifecycle").text("prevent_destroy").equals("true"), what + " can be destroyed");
        }
        demand(
                only("azapi_resource.datastore").text("body").contains("credentials={credentialsType=None}"),
                "the workspace holds a key to the state");
        HclBody policy = only("azurerm_storage_management_policy.loop");
        for (HclBody rule : policy.blocks("rule")) {
            boolean live = !rule.only("actions").blocks("base_blob").isEmpty();
            demand(
                    !live || rule.only("filters").text("prefix_match").equals("[state/seen/]"),
                    "lifecycle rule " + rule.text("name") + " removes live blobs");
        }
    }

    private void apps() {
        HclBody app = only("azapi_resource.app");
        String body = app.text("body");
        demand(app.text("for_each").equals("local.apps"), "apps are not made from the one table");
        demand(
                app.only("identity").text("identity_ids").contains("azurerm_user_assigned_identity.app[each.key].id"),
                "apps share an identity");
        for (String needed : List.of(
                "httpsOnly=true",
                "minTlsVersion=1.2",
                "scmMinTlsVersion=1.2",
                "ftpsState=Disabled",
                "name=java, version=17",
                "type=UserAssignedIdentity",
                "maximumInstanceCount=each.value.instances",
                "each.value.reached_by == \"Internet\" ? \"Allow\" : \"Deny\"")) {
            demand(body.contains(needed), "apps lack " + needed);
        }
        HclBody passwords = only("azapi_update_resource.no_passwords");
        demand(passwords.text("body").contains("allow=false"), "apps can be deployed with a password");
        demand(passwords.text("for_each").contains("[\"ftp\", \"scm\"]"), "a door for passwords is left open");
        module.table("apps").forEach((name, row) -> {
            String from = String.valueOf(((Map<?, ?>) row).get("reached_by"));
            Set<String> allowed = name.equals("control") ? Set.of("Internet") : Set.of("", "AzureEventGrid");
            demand(allowed.contains(from), "app " + name + " is reached by '" + from + "'");
        });
    }

    private void switches() {
        Map<String, Object> functions = module.table("functions");
        functions.forEach((name, row) -> demand(
                module.table("apps").containsKey(AzureModule.app(module, name)),
                name + " runs in app '" + AzureModule.app(module, name) + "', which is none"));
        demand(
                module.local("switches").toString().contains("function.app == app ? \"false\" : \"true\""),
                "functions are not off where they do not belong");
        demand(
                module.local("switches").toString().contains("replace(name, \"-\", \"_\")"),
                "a setting's name has a hyphen, which Linux refuses");
    }

    private void signIn() {
        HclBody auth = only("azapi_update_resource.sign_in");
        demand(auth.text("parent_id").contains("app[\"control\"]"), "nobody has to sign in");
        for (String needed : List.of(
                "requireAuthentication=true",
                "unauthenticatedClientAction=Return401",
                "requireHttps=true",
                "allowedAudiences=local.audiences")) {
            demand(auth.text("body").contains(needed), "sign-in lacks " + needed);
        }
    }

    private void events() {
        Map<String, HclBody> topics = module.resources("azurerm_eventgrid_system_topic_event_subscription");
        demand(topics.keySet().equals(Set.of("blobs", "runs")), "event subscriptions are " + topics.keySet());
        topics.forEach((name, topic) -> {
            String who = "subscription " + name;
            HclBody dead = topic.only("storage_blob_dead_letter_destination");
            demand(dead.text("storage_blob_container_name").contains("[\"events-dead\"]"), who + " drops dead letters");
            demand(
                    topic.only("dead_letter_identity").text("type").equals("SystemAssigned"),
                    who + " cannot write dead letters: the account has no keys");
            demand(topic.only("retry_policy").text("max_delivery_attempts").equals("30"), who + " gives up early");
            demand(topic.only("retry_policy").text("event_time_to_live").equals("1440"), who + " gives up early");
            demand(
                    topic.only("azure_function_endpoint")
                            .text("max_events_per_batch")
                            .equals("1"),
                    who + " lets one event take others with it");
        });
        HclBody api = topics.get("blobs").only("advanced_filter").only("string_in");
        demand(
                api.text("key").equals("data.api") && api.text("values").equals("local.commits"),
                "blobs are told before they are written");
        demand(
                module.local("commits").toString().equals("[PutBlob, PutBlockList, CopyBlob, FlushWithClose]"),
                "commits of blobs are " + module.local("commits"));
        module.table("blob_events").forEach((name, row) -> ownWrites(name, (Map<?, ?>) row));
    }

    private void ownWrites(String name, Map<?, ?> row) {
        boolean own = "state".equals(row.get("container"));
        boolean narrow = "runs/".equals(row.get("folder")) && "/evaluation.json".equals(row.get("ending"));
        demand(!own || narrow, name + ": the loop's own writes start the loop");
        demand(
                "events".equals(((Map<?, ?>) module.table("functions").get(name)).get("trigger")),
                name + " is told of blobs and takes no events");
    }

    private void queues() {
        for (String queue : List.of("step", "poison")) {
            demand(
                    only("azurerm_storage_queue." + queue).text("for_each").equals("toset(local.queues)"),
                    "not every step has a queue " + queue);
        }
        demand(
                only("azurerm_storage_queue.poison").text("name").endsWith("-poison"),
                "the host does not know the poison queues");
    }

    private void text() {
        module.files().forEach((file, text) -> {
            demand(!BROAD.matcher(text).find(), file + " gives a right that is too broad");
            demand(!SECRET.matcher(text).find(), file + " handles a key or a secret's value");
            demand(!text.contains("\"http://"), file + " speaks plain HTTP");
        });
        demand(
                only("azurerm_container_registry.images").text("admin_enabled").equals("false"),
                "the registry has a password");
    }

    private void grants() {
        Map<String, String> found = AzureGrants.of(module);
        Map<String, String> expected = AzureGrants.expected();
        Set<String> names = new HashSet<>(found.keySet());
        names.addAll(expected.keySet());
        for (String name : names) {
            demand(
                    expected.getOrDefault(name, "nothing").equals(found.get(name)),
                    "grant " + name + " is not the one of the table: " + found.get(name));
        }
    }

    private void vault() {
        HclBody vault = only("azurerm_key_vault.loop");
        demand(vault.text("rbac_authorization_enabled").equals("true"), "the vault has access policies of its own");
        demand(vault.text("purge_protection_enabled").equals("true"), "secrets can be purged");
        demand(
                module.local("mounted_secrets")
                        .toString()
                        .matches("\\{notify=.*channel_secrets.*, control=.*alert_secret.*}"),
                "secrets are mounted in other apps than notify and control");
    }

    /** An alert that names no model is about all of them, and receive-alert then rolls back every canary in flight. */
    private void alerts() {
        HclBody people = only("azurerm_monitor_action_group.operators");
        demand(!people.blocks("email_receiver").isEmpty(), "the operators are told by the loop that is broken");
        demand(
                only("azurerm_monitor_metric_alert.dead_letters")
                        .only("action")
                        .text("action_group_id")
                        .contains("operators"),
                "nobody is told of dead letters");
        HclBody logs = only("azurerm_monitor_scheduled_query_rules_alert_v2.loop");
        demand(
                logs.only("action").text("action_groups").equals("[azurerm_monitor_action_group.operators.id]"),
                "alerts about the loop go to receive-alert");
        HclBody errors = only("azurerm_monitor_scheduled_query_rules_alert_v2.endpoint_errors");
        demand(
                errors.only("action").text("custom_properties").equals("{model=each.key}"),
                "an alert about one model rolls back all");
    }

    private void settings() {
        module.table("environment")
                .forEach((key, value) -> demand(
                        !SECRET_KEY.matcher(key).matches(), "setting " + key + " may hold a secret in plain text"));
        demand(
                module.local("secret_settings").toString().contains("@Microsoft.KeyVault(SecretUri="),
                "secrets are not mounted by reference");
        String connections = module.local("connections").toString();
        demand(connections.contains("LOOPKEEPER_QUEUES__queueServiceUri"), "queues are reached with a key");
        demand(connections.contains("AzureWebJobsStorage__accountName"), "the host's storage is reached with a key");
    }
}
