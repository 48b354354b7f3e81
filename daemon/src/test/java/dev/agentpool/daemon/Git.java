package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real git, in projects of tests. */
final class Git {
  private Git() {}

  /** What it printed; it must have done what it was told. */
  static String run(Path directory, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("git %s: %s", List.of(arguments), said).isZero();
    return said;
  }

  /** Makes a repository of a project, with all that is in it committed. */
  static void begin(Path project) throws Exception {
    run(project, "init", "-q");
    Files.writeString(project.resolve("README"), "hello\n");
    run(project, "add", "-A");
    run(project, "commit", "-qm", "first");
  }

  /** Branches that agentpool made. */
  static List<String> ours(Path project) throws Exception {
    return run(project, "branch", "--format=%(refname:short)", "--list", "agentpool/*")
        .lines()
        .toList();
  }
}
