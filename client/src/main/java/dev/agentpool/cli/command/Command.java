package dev.agentpool.cli.command;

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
