package dev.agentpool.operation;

import dev.agentpool.answer.LiveSessionInfo;
import dev.agentpool.answer.LiveSessionPage;
import dev.agentpool.engine.LiveSessions;
import dev.agentpool.engine.SessionState;
import dev.agentpool.engine.SessionView;
import dev.agentpool.ledger.SessionFilter;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.SessionsFilter;
import dev.agentpool.usage.ProviderIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pages of live sessions (spec control-plane 11.9). */
final class SessionPages {
  private static final int AT_ONCE = 500;

  private SessionPages() {}

  static LiveSessionPage page(Asking asking, SessionsFilter asked) {
    SessionLimits.page("limit", asked.atMost(), 1, SessionLimits.MOST_AT_ONCE);
    SessionLimits.page("offset", asked.from(), 0, Integer.MAX_VALUE);
    LiveSessions sessions = asking.engine().sessions();
    Optional<String> coordinator = asking.coordinator();
    boolean own = coordinator.isPresent() && !asked.includeAll();
    SessionFilter all =
        new SessionFilter(
            pool(asking, asked),
            own ? coordinator.get() : null,
            false,
            asked.atMost(),
            asked.from());
    boolean narrowed = !asked.state().isEmpty() || asked.providerId().isPresent();
    List<SessionView> page;
    long total;
    if (narrowed) {
      List<SessionView> meant = meant(sessions, all, asked);
      total = meant.size();
      int from = Math.min(asked.from(), meant.size());
      page = meant.subList(from, Math.min(meant.size(), from + asked.atMost()));
    } else {
      page = sessions.list(all);
      total = sessions.count(all);
    }
    SessionAnswers answers = new SessionAnswers(asking.house());
    List<LiveSessionInfo> told = page.stream().map(answers::info).toList();
    boolean more = asked.from() + told.size() < total;
    return new LiveSessionPage(
        told,
        new LiveSessionPage.Pagination(
            asked.atMost(),
            asked.from(),
            told.size(),
            total,
            more,
            more ? Optional.of(asked.from() + told.size()) : Optional.empty()),
        new LiveSessionPage.Scope(own ? coordinator : Optional.empty(), own));
  }

  private static @Nullable PoolId pool(Asking asking, SessionsFilter asked) {
    if (asked.repoPath().isPresent()) {
      return SessionSpawn.repository(asking, asked.repoPath()).id();
    }
    return asking.reachesAllPools() ? null : asking.standing().id();
  }

  /**
   * What a session is at is in no column, so those that are meant are looked for: among those that
   * live, where no other one can be at that.
   */
  private static List<SessionView> meant(
      LiveSessions sessions, SessionFilter all, SessionsFilter asked) {
    Set<SessionState> states = new HashSet<>();
    asked.state().forEach(name -> SessionState.named(name.strip()).ifPresent(states::add));
    @Nullable String provider = asked.providerId().map(ProviderIds::provider).orElse(null);
    boolean lives =
        !asked.state().isEmpty() && states.stream().noneMatch(SessionState::mayHaveEnded);
    List<SessionView> meant = new ArrayList<>();
    List<SessionView> some;
    int from = 0;
    do {
      PoolId pool = all.pool();
      some = sessions.list(new SessionFilter(pool, all.coordinator(), lives, AT_ONCE, from));
      for (SessionView view : some) {
        if ((asked.state().isEmpty() || states.contains(view.state()))
            && (provider == null || provider.equals(view.about().provider()))) {
          meant.add(view);
        }
      }
      from += some.size();
    } while (some.size() == AT_ONCE);
    return meant;
  }
}
