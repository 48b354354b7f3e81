package dev.agentpool.cli.guide;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.host.Launcher;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is left to do for an agent CLI (spec control-plane 19.2). */
@CommandLine.Command(
    name = "setup",
    description =
        "Look at an agent CLI and say what is left to install, log in or wire. It does none of"
            + " that. Exit code 1: something is left.",
    footer = {"", "Example:", "  agentpool setup codex", "  agentpool setup all --skip-usage"})
final class SetupCommand extends ProjectCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "TARGET",
      description = "codex, claude, copilot, devin, droid, cursor-cli, cursor (the host) or all.")
  @Nullable String target;

  @Option(names = "--backend", paramLabel = "NAME", description = "Who is asked for usage.")
  @Nullable String backend;

  @Option(names = "--skip-usage", description = "Ask nobody what is left of a subscription.")
  boolean skipUsage;

  @Option(
      names = {"--no-interactive-usage", "--no-interactive"},
      description = "Start no terminal to ask for usage; none is ever started.")
  boolean noInteractive;

  @Option(
      names = "--relative-command",
      description = "Let hosts look for agentpool on their PATH, in place of its whole path.")
  boolean relative;

  @Override
  public int run(Surroundings here) {
    if (target == null) {
      throw CliException.usage(
          "which one? " + String.join(", ", SetupTarget.words()) + "; try: agentpool setup codex");
    }
    String command = relative ? "agentpool" : Launcher.path(here);
    Setup setup = new Setup(here, project(here), backend, skipUsage, command);
    Optional<SetupTarget> one = SetupTarget.named(target);
    if (target.equals("all")) {
      return all(here, setup);
    }
    if (target.equals("cursor")) {
      SetupChecks checks = new SetupChecks();
      JsonObject told = setup.cursor(checks);
      say(here, told, "Cursor", checks);
      return ExitCode.DONE;
    }
    if (one.isEmpty()) {
      return unknown(here, target);
    }
    Setup.Found found = setup.of(one.get());
    say(here, json ? setup.told(found) : Json.object(), one.get().display(), found.checks());
    if (!json) {
      here.terminal().say("see " + one.get().page() + ": agentpool skills get " + page(one.get()));
    }
    return found.checks().ok() ? ExitCode.DONE : ExitCode.TASK_FAILED;
  }

  private static String page(SetupTarget target) {
    return target.page().replace("docs/", "").replace(".md", "");
  }

  private void say(Surroundings here, JsonObject told, String name, SetupChecks checks) {
    if (json) {
      here.terminal().printJson(told);
      return;
    }
    here.terminal().print(name + (checks.ok() ? " is ready" : " is not ready"));
    for (JsonObject check : checks.all()) {
      Json read = Json.parse(check.toString());
      Object ok = read.get("ok").value();
      Colour colour = ok == null ? Colour.PLAIN : read.flag("ok") ? Colour.GREEN : Colour.YELLOW;
      String mark = ok == null ? "-     " : read.flag("ok") ? "ok    " : "todo  ";
      here.terminal().printRow(colour, mark + read.text("name") + ": " + read.text("message"));
    }
    checks.actions().forEach(action -> here.terminal().print("do: " + action));
  }

  private int all(Surroundings here, Setup setup) {
    List<JsonObject> rows = new ArrayList<>();
    List<JsonObject> results = new ArrayList<>();
    Table table = new Table("TARGET", "READY", "USAGE", "MCP HOST", "TO DO");
    boolean ok = true;
    for (SetupTarget one : SetupTarget.values()) {
      Setup.Found found = setup.of(one);
      ok &= found.checks().ok();
      Json usage = usage(found);
      String action =
          found.checks().actions().isEmpty()
              ? "See " + one.page() + " for host-specific setup notes."
              : found.checks().actions().getFirst();
      String host = one.client().isEmpty() ? "n/a" : "yes";
      rows.add(
          Json.object()
              .put("target", one.provider())
              .put("provider_id", one.provider())
              .put("display_name", one.display())
              .put("ok", found.checks().ok())
              .put("installed", found.provider().flag("installed"))
              .put("binary", found.provider().get("binary_path").textOrNull())
              .put("usage_status", usage.get("status").textOrNull())
              .put("usage_ok", usage.get("ok"))
              .put("usage_message", usage.text("message"))
              .put("mcp_config", host)
              .put("action", action));
      if (json) {
        results.add(setup.told(found));
      }
      table.row(
          found.checks().ok() ? Colour.GREEN : Colour.YELLOW,
          one.provider(),
          found.checks().ok() ? "yes" : "no",
          usage.text("message"),
          host,
          action);
    }
    if (json) {
      here.terminal()
          .printJson(
              Json.object()
                  .put("ok", ok)
                  .put(
                      "targets",
                      List.of(SetupTarget.values()).stream().map(SetupTarget::provider).toList())
                  .put("rows", rows)
                  .put("results", results)
                  .put("does_not", Setup.DOES_NOT));
    } else {
      table.print(here.terminal());
    }
    return ok ? ExitCode.DONE : ExitCode.TASK_FAILED;
  }

  private static Json usage(Setup.Found found) {
    return found.checks().all().stream()
        .map(check -> Json.parse(check.toString()))
        .filter(check -> check.text("name").equals("usage_probe"))
        .findFirst()
        .orElseGet(() -> new Json(null));
  }

  private int unknown(Surroundings here, String named) {
    String error =
        "nothing to set up is called '"
            + named
            + "'; there are "
            + String.join(", ", SetupTarget.words());
    if (!json) {
      throw CliException.usage(error);
    }
    here.terminal()
        .printJson(
            Json.object()
                .put("ok", false)
                .put("target", named)
                .put("error", error)
                .put("supported_targets", SetupTarget.words())
                .put("action", "agentpool setup codex")
                .put("checks", List.of()));
    return ExitCode.USAGE;
  }
}
