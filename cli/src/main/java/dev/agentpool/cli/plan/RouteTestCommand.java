package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Inputs;
import dev.agentpool.cli.command.Price;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells how well the router decides. */
@CommandLine.Command(
    name = "route test",
    description =
        "Put cases whose right route is known to the router, and tell how it decided. Exit code 1:"
            + " a case was decided wrongly or not at all.",
    footer = {
      "",
      "FILE is a JSON, YAML or TOML list of cases: label, prompt, expected (a list out of single,",
      "parallel, chain, any) and hints; in TOML [[cases]]. Without one, the 16 standard cases."
          + " Each",
      "case is a task of the router's own and costs what that costs.",
      "",
      "Example:",
      "  agentpool route test --router-model haiku cases.toml"
    })
final class RouteTestCommand extends ProjectCommand {
  @Parameters(paramLabel = "FILE", arity = "0..1", description = "Cases (- is standard input).")
  @Nullable String file;

  @Option(names = "--router-model", paramLabel = "NAME", description = "The model that decides.")
  @Nullable String routerModel;

  @Override
  public int run(Surroundings here) {
    JsonObject request = Json.object().put("dir", project(here).toString());
    if (file != null) {
      String text = Inputs.file(here, file);
      request.put("text", text).put("format", StepFile.format(file, text));
    }
    Json told =
        here.daemon()
            .postUnhurried("/v1/route/test", request.putIfThere("router_model", routerModel));
    if (json) {
      here.terminal().printJson(told);
    } else {
      print(here.terminal(), told);
    }
    return told.number("correct") == told.number("total") ? ExitCode.DONE : ExitCode.TASK_FAILED;
  }

  private static void print(Terminal terminal, Json told) {
    Table table = new Table("CASE", "EXPECTED", "GOT", "TIME", "");
    for (Json result : told.get("results").items()) {
      List<String> expected = new ArrayList<>();
      result.get("expected").items().forEach(kind -> expected.add(kind.textOrNull()));
      boolean pass = result.flag("pass");
      table.row(
          pass ? Colour.GREEN : Colour.RED,
          result.text("label"),
          String.join(" or ", expected),
          result.text("got"),
          Text.duration(result.number("elapsed_ms")),
          pass ? "right" : Text.oneLine("wrong " + result.text("error"), 60));
    }
    table.print(terminal);
    terminal.print(
        told.number("correct")
            + " of "
            + told.number("total")
            + " right, "
            + told.number("wrong")
            + " wrong, "
            + told.number("errors")
            + " not decided; "
            + Text.duration(told.number("total_elapsed_ms"))
            + ", "
            + Price.of(told));
  }
}
