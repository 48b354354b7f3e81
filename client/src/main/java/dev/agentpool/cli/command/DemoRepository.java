package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A scratch git repository with one commit and a pool. */
record DemoRepository(Path directory) {
  static final List<String> IDENTITY =
      List.of(
          "-c",
          "user.name=agentpool demo",
          "-c",
          "user.email=demo@localhost",
          "-c",
          "commit.gpgsign=false");

  static DemoRepository create() {
    try {
      Path directory = Files.createTempDirectory("agentpool-demo-").toRealPath();
      DemoRepository repository = new DemoRepository(directory);
      repository.git(List.of("init", "-q"));
      Files.writeString(
          directory.resolve("README.md"), "# A scratch project of agentpool's demo\n");
      new PoolFile("demo", 4, "scripted", "worktree").write(directory, false);
      repository.git(List.of("add", "-A"));
      repository.git(List.of("commit", "-q", "-m", "Begin"));
      return repository;
    } catch (IOException e) {
      throw CliException.machine("cannot make a scratch project: " + e);
    }
  }

  private void git(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(IDENTITY);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    // a repository that the caller works in must not be the one that is changed
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw CliException.machine(
            "git " + arguments.get(0) + " failed in " + directory + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.INTERRUPTED, "interrupted");
    }
  }
}
