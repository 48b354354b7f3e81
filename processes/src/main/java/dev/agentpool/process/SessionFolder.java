package dev.agentpool.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The files of a session, and how they are read and written. */
record SessionFolder(Path path) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What was launched; written before the spawn. Of the environment only the names are kept: values
   * may be secret.
   *
   * @param marker the random value of the marker variable
   * @param walled whether bubblewrap stands around it; null in what was written before there were
   *     walls
   */
  record Meta(
      String marker,
      List<String> command,
      List<String> environmentNames,
      String workingDirectory,
      Confinement confinement,
      boolean fifo,
      long outputQuotaBytes,
      int maxLineBytes,
      @Nullable Boolean walled) {
    boolean isWalled() {
      return Boolean.TRUE.equals(walled);
    }
  }

  Path in() {
    return path.resolve("in");
  }

  /**
   * A FIFO on which the keeper of the input's write end waits; opening it for writing ends the
   * keeper.
   */
  Path inClose() {
    return path.resolve("in.close");
  }

  Path out() {
    return path.resolve("out");
  }

  Path err() {
    return path.resolve("err");
  }

  Path exit() {
    return path.resolve("exit");
  }

  Path meta() {
    return path.resolve("meta");
  }

  Path pid() {
    return path.resolve("pid");
  }

  void requireUnused() {
    if (Files.exists(meta())) {
      throw new ProcessException(
          ProcessException.Code.FOLDER_IN_USE,
          "the folder " + path + " already holds a session: adopt it, or choose another folder");
    }
  }

  /** Makes the folder and its FIFOs; what a start that failed half way left there is removed. */
  void create(boolean fifo) throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    var owner = PosixFilePermissions.fromString("rwx------");
    if (Files.isDirectory(path)) {
      Files.setPosixFilePermissions(path, owner);
      clear();
    } else {
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(owner));
    }
    if (fifo) {
      createFifo(in());
      createFifo(inClose());
    }
  }

  private static void createFifo(Path fifo) throws IOException {
    int result = Native.mkfifo(fifo, 0600);
    if (result < 0) {
      throw new IOException(
          -result == Native.ENOSPC
              ? "No space left on device"
              : "cannot create the FIFO " + fifo + ": errno " + -result);
    }
  }

  /**
   * Takes back what {@link #create} and {@link #writeMeta} made, so that the folder may be used
   * again.
   */
  void clear() {
    for (Path file : List.of(in(), inClose(), out(), err(), exit(), meta(), pid())) {
      try {
        Files.deleteIfExists(file);
        Files.deleteIfExists(temporary(file));
      } catch (IOException left) {
        // what cannot be deleted is found again by the next start, which then says so
      }
    }
  }

  void writeMeta(Meta meta) throws IOException {
    replace(meta(), JSON.writeValueAsBytes(meta));
  }

  Optional<Meta> readMeta() {
    try {
      return Optional.of(JSON.readValue(BoundedFile.bytes(meta()), Meta.class));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | JacksonException broken) {
      throw new ProcessException(
          ProcessException.Code.FOLDER_UNUSABLE,
          "cannot read " + meta() + ": " + broken.getMessage(),
          broken);
    }
  }

  void writeIdentity(ProcessIdentity identity) throws IOException {
    String text = identity.pid() + " " + identity.startTicks() + " " + identity.bootId() + "\n";
    replace(pid(), text.getBytes(StandardCharsets.US_ASCII));
  }

  Optional<ProcessIdentity> readIdentity() {
    try {
      String[] fields = BoundedFile.text(pid()).strip().split(" ");
      return Optional.of(
          new ProcessIdentity(Long.parseLong(fields[0]), Long.parseLong(fields[1]), fields[2]));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException broken) {
      throw new ProcessException(
          ProcessException.Code.FOLDER_UNUSABLE,
          "cannot read " + pid() + ": " + broken.getMessage(),
          broken);
    }
  }

  /** Empty while there is none, or while it is half written. */
  Optional<Exit> readExit() {
    try {
      String text = BoundedFile.text(exit());
      return text.endsWith("\n")
          ? Optional.of(exitOf(Integer.parseInt(text.strip())))
          : Optional.empty();
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** For a holder that was killed before it could write it; best effort. */
  void writeExit(int shellCode) {
    try {
      replace(exit(), (shellCode + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException full) {
      // the answer is known here; a later host will say "unknown"
    }
  }

  /** A shell's view: 128 + n for a signal that can end a process, the code itself otherwise. */
  static Exit exitOf(int shellCode) {
    int signal = shellCode - 128;
    boolean ends = signal >= 1 && signal <= 31 && !(signal >= 17 && signal <= 23) && signal != 28;
    return ends ? new Exit.Signal(signal) : new Exit.Code(shellCode);
  }

  String errorTail(int maxBytes) {
    try (RandomAccessFile file = new RandomAccessFile(err().toFile(), "r")) {
      long length = file.length();
      byte[] last = new byte[(int) Math.min(length, maxBytes)];
      file.seek(length - last.length);
      file.readFully(last);
      int start = 0;
      while (start < last.length && last.length < length && (last[start] & 0xC0) == 0x80) {
        start++; // the rest of a character that was cut
      }
      return Escapes.strip(new String(last, start, last.length - start, StandardCharsets.UTF_8));
    } catch (IOException none) {
      return "";
    }
  }

  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException none) {
      return 0;
    }
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Path temporary = temporary(file);
    Files.write(temporary, bytes);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }
}
