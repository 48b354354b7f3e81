package dev.agentpool.ledger.moves;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.books.Books;

/**
 * Every move of {@link Ledger}, by what it is about, inside one transaction of the given books: the
 * storage commits when the move returns, also when it returns a refusal (a late result is refused
 * and its cost is booked), and rolls back when it throws. Not thread-safe.
 */
record Moves(
    PoolMoves pools,
    Admission admission,
    Claiming claiming,
    Attempts attempts,
    Endings endings,
    NoteMoves notes,
    QuestionMoves questions,
    MoneyMoves money,
    SessionMoves sessions,
    UsageMoves usages) {

  static Moves in(Books books, Rules rules, Ids ids, MoveSettings settings) {
    Transitions transitions = new Transitions(books, rules);
    PoolCaps caps = new PoolCaps(books);
    Cashbox cashbox = new Cashbox(books, caps);
    QuestionMoves questions = new QuestionMoves(books, cashbox, ids);
    MoneyMoves money = new MoneyMoves(books, transitions, cashbox, caps, questions);
    Admission admission = new Admission(books, transitions, cashbox, ids, settings);
    Endings endings = new Endings(books, transitions, questions);
    NoteMoves notes = new NoteMoves(books);
    WordMoves words = new WordMoves(books, notes, admission);
    transitions.tell(words::over);
    return new Moves(
        new PoolMoves(books, caps, money),
        admission,
        new Claiming(books, transitions, cashbox, caps, money, settings),
        new Attempts(books, transitions, cashbox, questions, money, words, settings),
        endings,
        notes,
        questions,
        money,
        new SessionMoves(books, admission, endings, words, questions, ids),
        new UsageMoves(books));
  }
}
