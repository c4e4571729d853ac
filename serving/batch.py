"""Batches: requests in a JSON list, as Apollo's `BatchHttpLink` sends them, answered in order within one's limits."""

from collections.abc import Sequence
from dataclasses import replace

from graph.model.limits import Limits
from schema.create_schema import Schema
from schema.errors import read_cost
from schema.execution.plan import Answer
from serving.local_query import answer_request, refusal
from serving.reference import ReferenceAnswer
from serving.request import GraphQLRequest, MalformedRequestError
from serving.served_graph import ServedGraph

Batch = Sequence[GraphQLRequest | MalformedRequestError]
"""Requests, and in the place of each that is not well-formed what is wrong with it."""


def execute_batch(schema: Schema, served: ServedGraph, limits: Limits, batch: Batch) -> ReferenceAnswer:
    """The answers to the requests of a batch, one after the other: each may do what those before it have left."""
    left, answers, spent = limits, list[Answer](), 0
    for request in batch:
        if isinstance(request, MalformedRequestError):
            answer = refusal(request, **request.extensions)
        else:
            answer = answer_request(schema, served.operations, served.store, left, request)
        answers.append(answer)
        spent += read_cost(answer.cost)
        cost, nodes = max(limits.cost - spent, 0), max(left.nodes - answer.items, 0)
        size = max(left.answer - len(answer.body), 0)
        left = replace(left, cost=cost, rows=min(limits.rows, cost), nodes=nodes, answer=size)
    items, is_private = sum(answer.items for answer in answers), any(answer.private for answer in answers)
    said = {"X-Medcode-Execution": "batch", "X-Medcode-Items": str(items)}
    said |= {"X-Medcode-Cost": f"actual={spent}, limit={limits.cost}"}
    headers = said | ({"Cache-Control": "no-store"} if is_private else {})
    body = b"[%b]" % b",".join(answer.body for answer in answers)
    codes = tuple(dict.fromkeys(code for answer in answers for code in answer.codes))
    return ReferenceAnswer(body, headers, is_request_error=False, codes=codes, is_private=is_private)
