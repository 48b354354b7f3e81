package dev.agentpool.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says once when the daemon that answers is of another build than this command: it still works as
 * it was built, until it is started anew; and whatever else the daemon says beside its answers. For
 * any thread.
 */
public final class Builds {
  private final String own;
  private final Consumer<String> say;
  private final AtomicBoolean said = new AtomicBoolean();

  /**
   * @param own this command's build; empty when it is none, and then nothing is compared
   * @param say takes the sentence
   */
  public Builds(String own, Consumer<String> say) {
    this.own = own;
    this.say = say;
  }

  /** The build of the program in that folder; empty without one. */
  public static String of(@Nullable Path image) {
    try {
      return image == null ? "" : Files.readString(image.resolve("build-id")).strip();
    } catch (IOException none) {
      return "";
    }
  }

  /** What the daemon says beside an answer, a line each. */
  void noticed(String notices) {
    notices.lines().forEach(say);
  }

  /** Every answer passes here. A daemon from before builds were told says none. */
  void answered(String build) {
    if (!own.isEmpty() && !own.equals(build) && said.compareAndSet(false, true)) {
      say.accept(
          "the daemon runs "
              + (build.isEmpty() ? "an older build" : "build " + build)
              + ", and this command is of build "
              + own
              + ": what is new here works after agentpool stop && agentpool start (tasks go on)");
    }
  }
}
