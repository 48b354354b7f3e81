package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.YamlWriter;
import dev.agentpool.cli.terminal.Sheet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command; picocli fills its fields from the arguments, then it runs once. */
public abstract class Command {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(names = "--json", description = "Print JSON on standard output.")
  protected boolean json;

  @Option(
      names = {"-o", "--format"},
      paramLabel = "json|yaml|wide",
      description = "Print JSON or YAML, or lists with all columns and nothing cut.")
  Sheet.@Nullable Form form;

  /** Where it prints in the form that was asked for. */
  public final Surroundings printingAsAsked(Surroundings here) {
    json |= form == Sheet.Form.JSON || form == Sheet.Form.YAML;
    if (form == null) {
      return here;
    }
    Sheet sheet = here.terminal().sheet();
    boolean isYaml = form == Sheet.Form.YAML;
    return here.with(
        here.terminal()
            .on(
                sheet.as(
                    form,
                    isYaml
                        ? data -> YamlWriter.write(Json.parse(data.toString()))
                        : sheet.data())));
  }

  /** Whether {@code --dir} means something to it. */
  public boolean takesDirectory() {
    return false;
  }

  /** A command line that shows how it is meant to be called; empty for what its help says. */
  public String example() {
    return "";
  }

  /** A command line that helps when what it asks for is refused as wrong. */
  public String hint() {
    return example();
  }

  /** The arguments as picocli is to read them. */
  public String[] arranged(String... arguments) {
    return arguments;
  }

  /**
   * Returns the exit code; throws {@link dev.agentpool.cli.client.CliException} when it cannot do
   * its work.
   */
  public abstract int run(Surroundings here);
}
