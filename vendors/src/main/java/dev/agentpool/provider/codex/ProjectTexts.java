package dev.agentpool.provider.codex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The instructions of a project, as Codex reads them where it takes a project for trusted: {@code
 * AGENTS.md} of each folder from the repository's down to the agent's. Agents' Codex never trusts a
 * project, since then it would run what the project's {@code .codex} names; so agentpool hands it
 * the texts.
 */
final class ProjectTexts {
  private static final List<String> NAMES = List.of("AGENTS.override.md", "AGENTS.md");

  /** As much as Codex itself takes. */
  private static final int MOST = 32 << 10;

  private ProjectTexts() {}

  /** The folders from the repository's to this one; only this one where there is no repository. */
  static List<Path> folders(Path directory) {
    List<Path> folders = new ArrayList<>();
    for (Path folder = directory; folder != null; folder = folder.getParent()) {
      folders.addFirst(folder);
      if (Files.exists(folder.resolve(".git"))) {
        return folders;
      }
    }
    return List.of(directory);
  }

  /** What the project says; empty when it says nothing. */
  static String of(Path directory) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path folder : folders(directory)) {
      Optional<String> text = text(folder);
      if (text.isPresent()) {
        all.append(all.isEmpty() ? "" : "\n\n").append(text.get().strip());
      }
    }
    return all.toString();
  }

  /** What a folder's instructions say; a link that leads elsewhere is not followed. */
  static Optional<String> text(Path folder) throws IOException {
    for (String name : NAMES) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file) && within(file, folder)) {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
          bytes = in.readNBytes(MOST);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.isBlank() ? Optional.empty() : Optional.of(text);
      }
    }
    return Optional.empty();
  }

  private static boolean within(Path file, Path folder) throws IOException {
    return file.toRealPath().startsWith(folder.toRealPath());
  }
}
