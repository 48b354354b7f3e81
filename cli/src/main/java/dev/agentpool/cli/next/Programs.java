package dev.agentpool.cli.next;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Executables;
import dev.agentpool.cli.command.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A person's own programs, run as the person would. */
record Programs(Surroundings here) {
  static Programs of(Surroundings here) {
    return new Programs(here);
  }

  /** Where a shell would find it; empty when it is not installed. */
  Optional<Path> find(String name) {
    return Executables.find(here.environment(), name);
  }

  /** Runs one with this terminal as its own; what it returned. */
  int inTerminal(Path directory, List<String> command) {
    return ended(directory, command, new ProcessBuilder(command).inheritIO());
  }

  /** Runs one whose output is ours to read. */
  Ran read(Path directory, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Process process = started(directory, command, builder);
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(await(process), said.strip());
    } catch (IOException e) {
      throw CliException.machine("cannot read what " + command.getFirst() + " says: " + e);
    }
  }

  /** What came of one. */
  record Ran(int code, String said) {}

  private int ended(Path directory, List<String> command, ProcessBuilder builder) {
    here.terminal().flush();
    return await(started(directory, command, builder));
  }

  private Process started(Path directory, List<String> command, ProcessBuilder builder) {
    builder.directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(here.environment());
    List<String> found = new ArrayList<>(command);
    find(command.getFirst()).ifPresent(program -> found.set(0, program.toString()));
    try {
      return builder.command(found).start();
    } catch (IOException e) {
      throw CliException.machine("cannot run " + command.getFirst() + ": " + e.getMessage());
    }
  }

  private static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.INTERRUPTED, "interrupted");
    }
  }
}
