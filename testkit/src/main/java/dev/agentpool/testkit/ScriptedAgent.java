package dev.agentpool.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The scripted agent: an executable that stands in for {@code claude -p}, one-shot and resident,
 * and plays what the prompt says in {@code @@directives@@}. It needs Perl 5 and nothing else, costs
 * no money and starts in milliseconds; {@code scripted-agent --help} lists the directives.
 *
 * <p>It behaves as Claude Code 2.1.329 was seen to behave: cost is cumulative for a session, starts
 * again at {@code /clear}, survives an orderly end and is lost by {@code kill -9}; a message with a
 * {@code uuid} it has seen before is swallowed; {@code @@cost@@} counts at once, so that {@code
 * get_usage} shows it in the middle of a turn.
 */
public final class ScriptedAgent {
  private static final String RESOURCE = "scripted-agent";

  private ScriptedAgent() {}

  /**
   * Puts the executable into a directory, which is made when missing. Its name holds a hash of its
   * content, so that several processes and versions may install at once; what is there already is
   * left alone.
   */
  public static Path install(Path directory) {
    byte[] content = content();
    Path target = directory.resolve(RESOURCE + '-' + hash(content));
    try {
      if (isInstalled(target, content)) {
        return target;
      }
      Files.createDirectories(directory);
      Path fresh = Files.createTempFile(directory, RESOURCE, ".new");
      Files.write(fresh, content);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      moveInto(fresh, target);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot install the scripted agent into " + directory, e);
    }
  }

  private static boolean isInstalled(Path target, byte[] content) throws IOException {
    return Files.isExecutable(target) && Arrays.equals(Files.readAllBytes(target), content);
  }

  private static void moveInto(Path fresh, Path target) throws IOException {
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static byte[] content() {
    try (InputStream in = ScriptedAgent.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the testkit was built without its " + RESOURCE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the scripted agent from the testkit", e);
    }
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
