package dev.agentpool.cli.plan;

import dev.agentpool.cli.command.ArgumentFlags;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs a workflow. */
@CommandLine.Command(
    name = "workflow run",
    description = "Run a workflow with arguments.",
    footer = {
      "",
      "Ctrl-C cancels it.",
      "",
      "Example:",
      "  agentpool workflow run refactor_and_test target_file=src/app.py refactor_goal=\"no globals\""
    })
final class WorkflowRunCommand extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The workflow.")
  String name = "";

  @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "Its arguments.")
  List<String> words = new ArrayList<>();

  @Mixin ArgumentFlags arguments = new ArgumentFlags();
  @Mixin PlanFlags flags = new PlanFlags();
  @Mixin FollowFlags follow = new FollowFlags();

  @Override
  public int run(Surroundings here) {
    follow.check();
    JsonObject request = Json.object().put("dir", project(here).toString());
    request.put("arguments", arguments.arguments(here, words));
    String path = Query.named("/v1/workflows/", "workflow name", name) + "/run";
    String id = here.daemon().post(path, flags.into(request)).text("chain_id");
    return follow.end(here, id, json);
  }
}
