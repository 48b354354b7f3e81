package dev.agentpool.examples;

import dev.agentpool.testkit.ScriptedAgent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A git repository whose pool uses the scripted agent, and a run of an example in it. */
record ExampleProject(Path directory) {
  static ExampleProject in(Path temp) throws Exception {
    Path dist = Files.createDirectories(temp.resolve("dist/libexec"));
    Path agent = ScriptedAgent.install(Files.createDirectories(temp.resolve("agent")));
    Files.createSymbolicLink(dist.resolve("scripted-agent"), agent);
    System.setProperty("agentpool.dist", temp.resolve("dist").toString());
    Path project = Files.createDirectories(temp.resolve("project")).toRealPath();
    write(project, ".agent-pool/pool.toml", "[settings]\nprovider = \"scripted\"\n");
    write(project, "README", "hello\n");
    write(
        project,
        ".agent-pool/agents/reviewer.md",
        "---\nname: reviewer\ndescription: Reviews code\n---\nYou review code.\n");
    git(project, "init", "-q");
    git(project, "add", ".");
    git(project, "commit", "-qm", "first");
    return new ExampleProject(project);
  }

  static void write(Path project, String name, String text) throws Exception {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void git(Path directory, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).directory(directory.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " failed");
    }
  }

  /** What an example prints, in lines. */
  List<String> printedBy(Consumer<String[]> main, String... more) {
    List<String> arguments = new ArrayList<>(List.of(directory.toString()));
    arguments.addAll(List.of(more));
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      main.accept(arguments.toArray(String[]::new));
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
