package dev.agentpool.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A holder's folder. It and its files are for this user alone. Whatever lies there may have been
 * put by an agent: no link is followed, neither to read nor to write.
 */
final class ArtifactFolder {
  private static final FileAttribute<?> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int HASH_LETTERS = 16;
  private final Path root;
  private final Path path;

  ArtifactFolder(Path root, Holder holder) {
    this.root = root;
    this.path = root.resolve(hash(holder.project())).resolve(holder.id());
  }

  /** The first letters of the digest of where a project really is. */
  static String hash(Path project) {
    Path real;
    try {
      real = project.toRealPath();
    } catch (IOException gone) {
      real = project.toAbsolutePath().normalize();
    }
    return hex(real.toString().getBytes(StandardCharsets.UTF_8)).substring(0, HASH_LETTERS);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  void create() {
    Path project = path.getParent();
    for (Path folder : new Path[] {root, project, path}) {
      try {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectory(folder, FOLDER);
        }
      } catch (IOException e) {
        throw failed("make", folder, e);
      }
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new ArtifactException(
            folder + " is in the way: a folder for artifacts is to be there; move it away", null);
      }
    }
  }

  /** Whether it is a plain file, in a folder that is one. */
  boolean has(String name) {
    return isThere() && Files.isRegularFile(file(name), LinkOption.NOFOLLOW_LINKS);
  }

  private boolean isThere() {
    Path project = path.getParent();
    return project != null
        && Files.isDirectory(project, LinkOption.NOFOLLOW_LINKS)
        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** The file is there whole, or as it was before. */
  void replace(String name, String text) {
    Path next = file("." + name + ".new");
    try {
      Files.deleteIfExists(next);
      try (FileChannel channel =
          FileChannel.open(
              next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
        Channels.newOutputStream(channel).write(text.getBytes(StandardCharsets.UTF_8));
      }
      Files.move(
          next, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      discard(next);
      throw failed("write", file(name), e);
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // the next one replaces it
    }
  }

  /** Opens a file to read and write, and makes it when it is not there. */
  FileChannel open(String name) throws IOException {
    Path file = file(name);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is no plain file");
    }
    Set<OpenOption> how =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, how, FILE);
  }

  /** Opens a plain file to read; empty when there is none. */
  Optional<FileChannel> toRead(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          FileChannel.open(file(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    } catch (IOException e) {
      throw failed("read", file(name), e);
    }
  }

  Optional<String> text(String name, int most) {
    Optional<FileChannel> file = toRead(name);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (FileChannel channel = file.get();
        InputStream in = Channels.newInputStream(channel)) {
      return Optional.of(new String(in.readNBytes(most), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed("read", file(name), e);
    }
  }

  Optional<String> digest(String name) {
    Optional<FileChannel> file = toRead(name);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (FileChannel channel = file.get();
        InputStream in = Channels.newInputStream(channel)) {
      MessageDigest digest = sha256();
      byte[] block = new byte[1 << 16];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
      return Optional.of(HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw failed("read", file(name), e);
    }
  }

  ArtifactException failed(String what, Path file, IOException e) {
    return new ArtifactException(
        "cannot " + what + " " + file + ": " + e.getMessage() + "; is the disk full or read-only?",
        e);
  }
}
