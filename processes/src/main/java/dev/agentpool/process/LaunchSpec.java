package dev.agentpool.process;

import dev.agentpool.walls.Wall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to start and where.
 *
 * @param folder the session folder; it is created (0700) and must not hold a session already
 * @param command the program and its arguments; a bare name is looked up in the PATH of {@code
 *     environment}
 * @param environment the complete environment; nothing is inherited from the daemon
 * @param workingDirectory an existing directory
 * @param outputQuotaBytes the child is ended when {@code out} or {@code err} grows beyond this many
 *     bytes
 * @param maxLineBytes a longer line is reported by its head only and never held whole
 * @param input where standard input comes from
 * @param wall what stands around its processes; null for none
 */
public record LaunchSpec(
    Path folder,
    List<String> command,
    Map<String, String> environment,
    Path workingDirectory,
    long outputQuotaBytes,
    int maxLineBytes,
    Input input,
    @Nullable Wall wall) {

  public LaunchSpec {
    folder = Objects.requireNonNull(folder, "folder is null").toAbsolutePath().normalize();
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    workingDirectory =
        Objects.requireNonNull(workingDirectory, "workingDirectory is null").toAbsolutePath();
    Objects.requireNonNull(input, "input is null");
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw new IllegalArgumentException("the command for " + folder + " is empty");
    }
    if (outputQuotaBytes <= 0 || maxLineBytes <= 0) {
      throw new IllegalArgumentException(
          "outputQuotaBytes and maxLineBytes must be positive: "
              + outputQuotaBytes
              + ", "
              + maxLineBytes);
    }
  }

  /** With a FIFO as input. */
  public LaunchSpec(
      Path folder,
      List<String> command,
      Map<String, String> environment,
      Path workingDirectory,
      long outputQuotaBytes,
      int maxLineBytes) {
    this(
        folder,
        command,
        environment,
        workingDirectory,
        outputQuotaBytes,
        maxLineBytes,
        new Input.Fifo(),
        null);
  }

  public LaunchSpec withInput(Input other) {
    return new LaunchSpec(
        folder,
        command,
        environment,
        workingDirectory,
        outputQuotaBytes,
        maxLineBytes,
        other,
        wall);
  }

  /** The same arguments for another program. */
  public LaunchSpec running(Path program) {
    List<String> line = new ArrayList<>(command);
    line.set(0, program.toString());
    return new LaunchSpec(
        folder, line, environment, workingDirectory, outputQuotaBytes, maxLineBytes, input, wall);
  }

  public LaunchSpec behind(Wall other) {
    return new LaunchSpec(
        folder,
        command,
        environment,
        workingDirectory,
        outputQuotaBytes,
        maxLineBytes,
        input,
        other);
  }
}
