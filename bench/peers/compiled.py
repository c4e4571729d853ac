"""Whether ours runs compiled whatever is asked, and says the same with its cache of answers as without it."""

from collections.abc import Sequence
from hashlib import sha256

from bench.peers.load import BadAnswer, fetch
from bench.peers.process import Server
from bench.peers.questions import Question
from bench.peers.same import Differs
from bench.peers.servers import COMPILED


def check(question: Question, ours: Sequence[Server]) -> None:
    """Ask ours all that will be measured: each answer must bear the mark of ours, and all of ours say the same.

    Raises:
        BadAnswer: an answer is an error, or did not run compiled; the message shows what was asked.
        Differs: two of ours do not answer the same.
    """
    expected, *others = (_answers(question, server) for server in ours)
    for server, answers in zip(ours[1:], others, strict=True):
        for variables, one, other in zip(question.variables, expected, answers, strict=True):
            if one != other:
                raise Differs(f"{question.name} with {variables} differs between {ours[0].name} and {server.name}")


def is_compiled(question: Question, server: Server) -> bool:
    """Whether each answer of a server that need not run compiled does.

    Raises:
        BadAnswer: an answer is an error.
    """
    return all(COMPILED in answer.head.lower() for answer in fetch(server.port, question.requests()))


def _answers(question: Question, server: Server) -> list[bytes]:
    """What stands for each answer: they are many, and may be large."""
    found, answers = list[bytes](), fetch(server.port, question.requests(), server.mark)
    for variables in question.variables:
        try:
            found.append(sha256(next(answers).body).digest())
        except BadAnswer as error:
            raise BadAnswer(f"{server.name}, asked {question.name} with {variables}: {error}") from error
    return found
