package dev.agentpool.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A git repository of some size to work in, made with nothing of this machine's configuration. */
record GitProject(Lab lab, Path directory) {
  private static final int FOLDERS = 20;
  private static final int FILES_EACH = 15;

  /** Makes a repository of the folder, with a commit of three hundred small files. */
  static GitProject in(Lab lab, Path directory) throws IOException, InterruptedException {
    GitProject project = new GitProject(lab, directory);
    for (int folder = 0; folder < FOLDERS; folder++) {
      Path inside = Files.createDirectories(directory.resolve("part" + folder));
      for (int file = 0; file < FILES_EACH; file++) {
        Files.writeString(
            inside.resolve("file" + file + ".txt"), (folder + " " + file + "\n").repeat(20));
      }
    }
    project.git("init", "-q");
    project.git("add", "-A");
    project.git("commit", "-qm", "first");
    return project;
  }

  /** What it says. */
  String git(String... words) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of("git", "-c", "user.name=b", "-c", "user.email=b@example.org"));
    line.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(lab.environment(directory.resolveSibling("git-home")));
    Process git = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said =
        new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (git.waitFor() != 0) {
      throw new IOException("git " + String.join(" ", words) + " failed in " + directory);
    }
    return said;
  }
}
