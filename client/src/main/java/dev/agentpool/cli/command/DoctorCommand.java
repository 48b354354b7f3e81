package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Checks the machine and the project. */
@CommandLine.Command(
    name = "doctor",
    description =
        "Check whether this machine and project are ready. Exit code 4: something is not.",
    footer = {"", "Example:", "  agentpool doctor", "  agentpool doctor --deep --privacy"})
final class DoctorCommand extends ProjectCommand {
  @Mixin DoctorFlags more = new DoctorFlags();

  @Override
  public int run(Surroundings here) {
    Json answer = here.daemon().get(new Query("/v1/doctor").with("dir", project(here)).toString());
    boolean failed = false;
    for (Json check : answer.get("checks").items()) {
      String status = check.text("status");
      failed |= status.equals("fail");
      if (!json) {
        Colour colour =
            status.equals("ok") ? Colour.GREEN : status.equals("warn") ? Colour.YELLOW : Colour.RED;
        String advice = status.equals("ok") ? "" : check.text("advice");
        here.terminal()
            .printRow(
                colour,
                (status + "    ").substring(0, 6)
                    + check.text("name")
                    + ": "
                    + check.text("detail")
                    + (advice.isEmpty() ? "" : "\n      " + advice));
      }
    }
    Json deep = more.deep(here);
    Json privacy = more.privacy(here);
    failed |= !deep.isNull() && !deep.flag("ok");
    if (json) {
      here.terminal().printJson(DoctorFlags.with(answer, deep, privacy));
    } else {
      DoctorFlags.print(here.terminal(), deep, privacy);
      environment(here, failed);
    }
    return failed ? ExitCode.MACHINE : ExitCode.DONE;
  }

  /** How this shell differs from what agents are given, by name. */
  private void environment(Surroundings here, boolean failed) {
    String project = project(here).toString();
    Json given;
    try {
      given = here.daemon().get(new Query("/v1/environment").with("dir", project).toString());
    } catch (CliException unusable) {
      if (failed) {
        return; // why is among what has failed
      }
      throw unusable;
    }
    String said = EnvCommand.sentence(EnvCommand.differences(here, given, project, false));
    if (!said.isEmpty()) {
      here.terminal()
          .printRow(
              Colour.YELLOW,
              "warn  environment: this shell's is not what agents are given: "
                  + said
                  + "\n      agentpool env refresh gives them this shell's from the next task on");
    }
  }
}
