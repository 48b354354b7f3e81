package dev.agentpool.node.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NotePut;
import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.SetAside;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.TaskRules;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlotNotesTest {
  private static final PoolId POOL = new PoolId("main-00000001");
  private final Ledger ledger =
      MemoryLedger.open(
          Clock.systemUTC(),
          TaskRules::decide,
          new Ids(new SecureRandom()::nextLong),
          MoveSettings.USUAL);
  private final SlotNotes others = new SlotNotes(ledger);

  SlotNotesTest() {
    ledger.openPool(new PoolRecord(POOL, "main", "/tmp/main", Caps.NONE));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  /** The ledger, in which somebody does something right after the first look at a note. */
  private Ledger with(Runnable meanwhile) {
    AtomicReference<@Nullable Runnable> once = new AtomicReference<>(meanwhile);
    return (Ledger)
        Proxy.newProxyInstance(
            Ledger.class.getClassLoader(),
            new Class<?>[] {Ledger.class},
            (_, method, arguments) -> {
              try {
                Object answer = method.invoke(ledger, arguments);
                Runnable now = method.getName().equals("note") ? once.getAndSet(null) : null;
                if (now != null) {
                  now.run();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static SlotIdentity named(String name) {
    return new SlotIdentity(name, null, null, null);
  }

  private static SlotIdentity role(String role) {
    return new SlotIdentity(null, role, null, null);
  }

  @Test
  void whatTwoSayAboutASlotAtOnceIsBothKept() {
    Ledger busy = with(() -> others.configure(POOL, "slot-0", role("critic")));
    new SlotNotes(busy).configure(POOL, "slot-0", named("Ada"));
    assertThat(SlotNotes.IDENTITIES.in(ledger).find(POOL, "slot-0").map(Noted::value))
        .contains(new SlotIdentity("Ada", "critic", null, null));
  }

  @Test
  void aTextThatIsNoIdentityIsSetAsideAndTheSlotCanBeNamedAnew() {
    ledger
        .putNotes(
            POOL,
            "slot",
            List.of(NotePut.of("slot-0", "{\"settings\":7}")),
            SlotNotes.IDENTITIES.bound())
        .orThrow();
    others.configure(POOL, "slot-0", named("Ada"));
    assertThat(SlotNotes.IDENTITIES.in(ledger).list(POOL))
        .extracting(Noted::value)
        .containsExactly(named("Ada"));
    assertThat(SetAside.SPACE.in(ledger).list(POOL))
        .extracting(kept -> kept.value().text())
        .containsExactly("{\"settings\":7}");
  }
}
