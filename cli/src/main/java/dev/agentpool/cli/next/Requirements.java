package dev.agentpool.cli.next;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a pull request needs of this machine and of the project. */
record Requirements(Programs programs, Path project, String remote) {
  /** Each as a sentence that says what to do; none when all is there. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (programs.find("git").isEmpty()) {
      missing.add("git is not installed");
    } else if (programs.read(project, List.of("git", "remote", "get-url", remote)).code() != 0) {
      missing.add(
          project
              + " has no remote '"
              + remote
              + "': git remote add "
              + remote
              + " URL, or --remote NAME");
    }
    if (programs.find("gh").isEmpty()) {
      missing.add("gh, GitHub's command line, is not installed: https://cli.github.com");
    } else if (programs.read(project, List.of("gh", "auth", "status")).code() != 0) {
      missing.add("gh is not logged in: gh auth login");
    }
    return missing;
  }
}
