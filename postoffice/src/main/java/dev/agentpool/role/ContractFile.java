package dev.agentpool.role;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A contract as its file has it, header and all. */
final class ContractFile {
  private static final int MOST = 4 << 20;

  private ContractFile() {}

  /** Empty when the file is not there; no link is followed. */
  static String text(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    try {
      return Files.size(file) > MOST
          ? "[" + file + " is larger than 4 MiB and was not read]"
          : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
