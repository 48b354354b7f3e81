package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person's word on what an expert knows. */
abstract class ExpertWordCommand extends ProjectCommand {
  private final String decision;

  @Parameters(index = "0", paramLabel = "NAME", description = "The expert, or a role.")
  String name = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "NUMBER",
      description = "As agentpool expert show tells them.")
  List<Long> numbers = List.of();

  @Option(
      names = "--project",
      description = "Of a shared expert: what it knows of this project alone.")
  boolean ofProject;

  ExpertWordCommand(String decision) {
    this.decision = decision;
  }

  @Override
  public int run(Surroundings here) {
    String path = Query.named("/v1/experts/", "expert", name) + "/knowledge";
    Json answer =
        here.daemon()
            .post(
                path,
                Json.object()
                    .put("dir", project(here).toString())
                    .put("decision", decision)
                    .put("numbers", numbers)
                    .put("of_project", ofProject));
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    for (Json said : answer.get("words").items()) {
      here.terminal().print(said.number("number") + "  " + said.text("told"));
    }
    return ExitCode.DONE;
  }
}
