package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real repository for tests, driven by git itself as a user would. */
record Project(Path dir) {
  /** No configuration of the machine's user gets in. */
  static Map<String, String> environment(Path home) {
    return Map.of(
        "PATH", System.getenv("PATH"), "HOME", home.toString(), "GIT_CONFIG_NOSYSTEM", "1");
  }

  static Project create(Path dir) {
    Project project = init(dir);
    project
        .write("README.md", "hello\n")
        .write("src/a.txt", "a\n")
        .write(".gitignore", "build/\n")
        .commit("start");
    return project;
  }

  static Project init(Path dir) {
    try {
      Files.createDirectories(dir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Project project = new Project(dir);
    project.git("init", "-q", "-b", "main");
    project.git("config", "user.name", "Tess Ter");
    project.git("config", "user.email", "tess@example.org");
    return project;
  }

  static Project at(Path dir) {
    return new Project(dir);
  }

  Project write(String file, String text) {
    try {
      Files.createDirectories(dir.resolve(file).getParent());
      Files.writeString(dir.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Project commit(String message) {
    git("add", "-A");
    git(
        "-c",
        "user.name=Tess Ter",
        "-c",
        "user.email=tess@example.org",
        "commit",
        "-q",
        "-m",
        message);
    return this;
  }

  /** Runs git in the directory, expects success, gives its output without the line end. */
  String git(String... arguments) {
    Ran ran = run(arguments);
    assertThat(ran.exit).as("git %s: %s", String.join(" ", arguments), ran.out).isZero();
    return ran.out;
  }

  boolean gitSucceeds(String... arguments) {
    return run(arguments).exit == 0;
  }

  private record Ran(int exit, String out) {}

  private Ran run(String... arguments) {
    List<String> words = new ArrayList<>(List.of("git", "-C", dir.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_EDITOR", "true");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Ran(process.waitFor(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String head() {
    return git("rev-parse", "HEAD");
  }

  List<String> branches() {
    return git("for-each-ref", "--format=%(refname:short)", "refs/heads/").lines().toList();
  }

  String show(String revisionAndFile) {
    return git("show", revisionAndFile);
  }
}
