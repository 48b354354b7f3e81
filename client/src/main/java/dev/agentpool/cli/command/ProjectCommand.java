package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command about one project's pool. */
public abstract class ProjectCommand extends Command {
  @Option(
      names = {"-C", "--dir"},
      paramLabel = "DIR",
      description =
          "The project directory; else the nearest parent with .agent-pool/pool.toml, else the git"
              + " repository's top, else the working directory.")
  @Nullable String dir;

  @Override
  public boolean takesDirectory() {
    return true;
  }

  /** Whether the caller said which directory. */
  protected final boolean namesDirectory() {
    return dir != null;
  }

  public Path project(Surroundings here) {
    if (dir == null) {
      return ProjectDirectory.from(here.directory());
    }
    Path named = here.directory().resolve(dir).normalize();
    if (!Files.isDirectory(named)) {
      throw CliException.usage("there is no directory " + named);
    }
    return named;
  }
}
