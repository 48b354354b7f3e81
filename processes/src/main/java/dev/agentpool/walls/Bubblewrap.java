package dev.agentpool.walls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How bubblewrap is called on this machine. Behind a wall there is a PID namespace with a {@code
 * /proc} of its own, no capability, and no way to gain one.
 *
 * <p>With a user namespace of its own, what is outside is another's also where the kernel only asks
 * for the user: {@code /proc/PID/root} and ptrace are refused by it. Root can do without where user
 * namespaces are forbidden: there the missing capabilities refuse the same.
 *
 * @param program the executable
 * @param userNamespace whether it makes a user namespace
 */
public record Bubblewrap(String program, boolean userNamespace) {
  /** How many processes of bubblewrap stand above the agent: the outer one, and its own init. */
  public static final int PROCESSES = 2;

  /**
   * What of {@code /proc} belongs to the machine. The kernel lets the user root write there without
   * any capability, and bubblewrap takes a folder that only root may list for one that nobody may
   * write in.
   */
  private static final List<String> KERNEL_SETTINGS =
      List.of(
          "/proc/sys",
          "/proc/sysrq-trigger",
          "/proc/acpi",
          "/proc/asound",
          "/proc/bus",
          "/proc/driver",
          "/proc/dynamic_debug",
          "/proc/fs",
          "/proc/irq",
          "/proc/mtrr",
          "/proc/pressure",
          "/proc/scsi",
          "/proc/tty");

  /**
   * The kernel lets root of a user namespace make none within it unless it has capabilities; anyone
   * else may.
   */
  private static final List<String> ORDINARY_USER = List.of("--uid", "1000", "--gid", "1000");

  private static final List<String> KERNEL_SECRETS =
      List.of("/proc/kcore", "/proc/keys", "/proc/kmsg", "/proc/timer_list", "/proc/sched_debug");

  /** The words before the agent's own command line. */
  public List<String> words(Wall wall) {
    List<String> words = new ArrayList<>();
    words.add(program);
    if (userNamespace) {
      words.add("--unshare-user");
      if (wall.ordinaryUser() && "root".equals(System.getProperty("user.name"))) {
        words.addAll(ORDINARY_USER);
      }
    }
    words.addAll(
        List.of(
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-cgroup-try",
            "--cap-drop",
            "ALL",
            "--die-with-parent",
            "--ro-bind",
            "/",
            "/",
            "--dev",
            "/dev",
            "--proc",
            "/proc"));
    for (String settings : KERNEL_SETTINGS) {
      words.addAll(List.of("--ro-bind-try", settings, settings));
    }
    for (String secret : KERNEL_SECRETS) {
      if (Files.exists(Path.of(secret))) {
        words.addAll(List.of("--ro-bind", "/dev/null", secret));
      }
    }
    words.addAll(wall.mounts());
    words.add("--");
    return words;
  }
}
