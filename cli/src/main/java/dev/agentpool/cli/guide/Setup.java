package dev.agentpool.cli.guide;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.host.HostConfigCommand;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one agent CLI, or at Cursor as a host, and says what is left to do. Installs nothing,
 * logs nobody in.
 *
 * @param backend who is asked for usage; null for the usual one
 * @param command how hosts are to start agentpool
 */
record Setup(
    Surroundings here, Path project, @Nullable String backend, boolean skipUsage, String command) {
  static final List<String> DOES_NOT =
      List.of(
          "install anything",
          "log anybody in",
          "write configuration of other programs",
          "store or copy log-ins");

  private static final List<String> BAD =
      List.of(
          "unavailable",
          "unauthenticated",
          "unknown",
          "near_limit",
          "limit_reached",
          "overage_possible");

  /** What came of one. */
  record Found(SetupTarget target, Json provider, @Nullable Json usage, SetupChecks checks) {}

  Found of(SetupTarget target) {
    SetupChecks checks = new SetupChecks();
    Json provider = provider(target);
    boolean installed = provider.flag("installed");
    checks.add(
        "provider_configured",
        !provider.isNull(),
        provider.isNull() ? "agentpool does not know it" : "agentpool knows it",
        "update agentpool");
    checks
        .add(
            "provider_installed",
            installed,
            installed ? "at " + provider.text("binary_path") : "it was not found",
            "install it: " + target.install())
        .put("version", provider.get("version").textOrNull());
    String auth = provider.get("auth").text("status");
    boolean fine = auth.equals("authenticated") || auth.equals("unknown");
    checks
        .add(
            "auth_probe", fine, auth.isEmpty() ? "nobody knows" : auth, "log in: " + target.logIn())
        .put("status", auth)
        .put("confidence", provider.get("auth").text("confidence"));
    int models = provider.get("models").items().size();
    checks.add(
        "model_catalog",
        models > 0,
        models + " models are listed",
        "ask the CLI itself, or write a list: model_catalog_paths in config.toml");
    Json usage = usage(target, checks);
    checks.add(
        "mcp_config",
        target.client().isEmpty() ? null : true,
        target.client().isEmpty()
            ? "it is no MCP host that agentpool knows"
            : "agentpool control mcp-config --client " + target.client(),
        null);
    return new Found(target, provider, usage, checks);
  }

  private Json provider(SetupTarget target) {
    Query query = new Query("/v1/inventory").with("dir", project).with("include_usage", false);
    return here.daemon().get(query.toString()).get("providers").items().stream()
        .filter(one -> one.text("id").equals(target.provider()))
        .findFirst()
        .orElse(new Json(null));
  }

  private @Nullable Json usage(SetupTarget target, SetupChecks checks) {
    if (skipUsage) {
      checks.add("usage_probe", null, "Skipped, as was asked", null);
      return null;
    }
    String action = "agentpool usage-summary --provider " + target.provider() + " --refresh --json";
    try {
      Json read =
          here.daemon()
              .postUnhurried(
                  "/v1/usage",
                  Json.object()
                      .put("dir", project.toString())
                      .put("provider_id", target.provider())
                      .put("refresh", true)
                      .put("backend", backend == null ? target.backend() : backend));
      Json usage =
          read.get("snapshots").items().stream().findFirst().orElseGet(() -> new Json(null));
      String status = usage.isNull() ? "unknown" : usage.text("status");
      checks
          .add("usage_probe", !BAD.contains(status), status, action)
          .put("status", status)
          .put("confidence", usage.text("confidence"))
          .put("checked_at", usage.text("checked_at"));
      return usage;
    } catch (CliException refused) {
      checks
          .add("usage_probe", false, refused.getMessage(), action)
          .put("status", "unknown")
          .put("confidence", "unknown")
          .put("checked_at", null);
      return null;
    }
  }

  /** As JSON tells it. */
  JsonObject told(Found found) {
    SetupTarget target = found.target();
    Query models = new Query("/v1/inventory/models").with("dir", project);
    Json listed =
        found.provider().isNull()
            ? new Json(null)
            : here.daemon().get(models.with("provider_id", target.provider()).toString());
    return Json.object()
        .put("target", target.provider())
        .put("provider_id", target.provider())
        .put("display_name", target.display())
        .put("usage_backend", backend == null ? target.backend() : backend)
        .put("does_not", DOES_NOT)
        .put("provider", found.provider())
        .put("models", listed)
        .put("usage", found.usage())
        .put("capacity_summary", found.usage() == null ? null : summary(target))
        .putIfThere(
            "mcp_config",
            target.client().isEmpty() ? null : HostConfigCommand.of(target.client(), command))
        .put("checks", found.checks().all())
        .put("manual_steps", List.of("install: " + target.install(), "log in: " + target.logIn()))
        .put("setup_doc", target.page())
        .put("actions", found.checks().actions())
        .put("next_commands", List.of("agentpool control models --provider " + target.provider()))
        .put("ok", found.checks().ok());
  }

  private @Nullable Json summary(SetupTarget target) {
    try {
      JsonObject asked =
          Json.object().put("dir", project.toString()).put("provider_id", target.provider());
      return here.daemon().post("/v1/usage/summary", asked);
    } catch (CliException refused) {
      return null;
    }
  }

  /** Cursor the editor, which is a host and no provider. */
  JsonObject cursor(SetupChecks checks) {
    checks.add("agentpool_installed", true, "as " + command, null);
    checks.add("mcp_config", true, "agentpool control mcp-config --client cursor", null);
    return Json.object()
        .put("target", "cursor")
        .put("kind", "host")
        .put("provider_id", null)
        .put("display_name", "Cursor")
        .put("does_not", DOES_NOT)
        .put("mcp_config", HostConfigCommand.of("cursor", command))
        .put("checks", checks.all())
        .put("manual_steps", List.of("open the link, or put the entry into .cursor/mcp.json"))
        .put("setup_doc", "docs/setup-cursor.md")
        .put("actions", checks.actions())
        .put("next_commands", List.of("agentpool control mcp-config --client cursor --install"))
        .put("ok", checks.ok());
  }
}
