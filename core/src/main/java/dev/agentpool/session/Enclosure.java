package dev.agentpool.session;

import dev.agentpool.task.StoodWalls;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What the processes of a session may see and write of this machine. */
public sealed interface Enclosure {

  /** What a result says of it. */
  StoodWalls walls();

  /** No walls: a session may do what its user may. */
  static Enclosure open(String why) {
    return new Open(why);
  }

  /**
   * No walls.
   *
   * @param why there are none; empty when the user wants none
   */
  record Open(String why) implements Enclosure {
    public Open {
      Objects.requireNonNull(why, "why is null");
    }

    @Override
    public StoodWalls walls() {
      return new StoodWalls.None(why);
    }
  }

  /**
   * Everything may be read and nothing be written, but for what is named here. Of two paths the
   * longer one counts; all are absolute and real.
   *
   * @param writable the workspace, and what its work needs beside it
   * @param fixed stays as it is, also within what is writable; is seen also within what is hidden
   * @param hidden folders of which nothing is seen
   * @param doors folders with sockets that the session may speak to; no others are left open
   */
  record Walled(List<Path> writable, List<Path> fixed, List<Path> hidden, List<Path> doors)
      implements Enclosure {
    public Walled {
      writable = List.copyOf(writable);
      fixed = List.copyOf(fixed);
      hidden = List.copyOf(hidden);
      doors = List.copyOf(doors);
    }

    @Override
    public StoodWalls walls() {
      return new StoodWalls.Workspace();
    }
  }
}
