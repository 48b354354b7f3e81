package dev.agentpool.config;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whose a home is. A daemon of another user (root, mostly) would leave files there that the owner's
 * own daemon cannot use.
 */
public final class HomeOwner {
  private HomeOwner() {}

  /** Throws when the home is there and belongs to another user than this process. */
  public static void check(Home home) throws IOException {
    for (Path folder : new Path[] {home.root(), home.state()}) {
      if (!Files.exists(folder)) {
        continue;
      }
      int owner = (int) Files.getAttribute(folder, "unix:uid");
      long mine = new UnixSystem().getUid();
      if (owner != mine) {
        throw new IOException(
            folder
                + " belongs to user "
                + Files.getOwner(folder).getName()
                + ", and this is user "
                + new UnixSystem().getUsername()
                + ": run agentpool as its owner, or set AGENT_POOL_HOME to a directory of yours");
      }
    }
  }
}
