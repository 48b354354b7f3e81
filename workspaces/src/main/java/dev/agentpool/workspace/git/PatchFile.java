package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A whole change as a file for {@code git apply}, binary files too. It is there whole or not. */
final class PatchFile {
  private PatchFile() {}

  static Path of(BaseFolder base, String plan) {
    return base.patches().resolve(plan + ".patch");
  }

  /** Git writes it itself: the bytes of a file need not be UTF-8. */
  static Path write(Repository project, BaseFolder base, String plan, String start, String tip) {
    Path file = of(base, plan);
    Path next = file.resolveSibling("." + plan + ".patch.new");
    try {
      Files.createDirectories(base.patches());
      List<String> words = new ArrayList<>(Changes.DIFF);
      words.addAll(List.of("-p", "--binary", "--full-index", "--output=" + next, start, tip, "--"));
      project.place().must(words.toArray(String[]::new));
      return Files.move(
          next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot write the patch " + file + ": " + e.getMessage(), e);
    }
  }
}
