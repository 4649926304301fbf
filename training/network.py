"""The network: a BERT encoder of six layers and every head on top of it.

The encoder is all-MiniLM-L6-v2. Heads: linear word tags; biaffine arcs (Dozat and Manning 2017)
with an additive relation classifier; attribution as a labelled pair of anchor and word, read as
one sequence per anchor by a linear-chain CRF, so that a span is right or wrong as a whole.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.parse.labels import DISTANCES, ROLES, Labels
from onrecord.parse.pieces import QUOTES, SHAPES, SPACES, STARTS

WIDTH, HEADS, DEPTH, INNER, PLACES, VOCABULARY = 384, 12, 6, 1536, 512, 30522
ARC, RELATION, PAIR, PRODUCT, MENTION = 256, 128, 192, 64, 64
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SYNTAX = ("sentence", "upos", "xpos")


class SharedDropout(nn.Module):
    """Dropout with one mask for all places of a window (Gal and Ghahramani 2016), so it is cheap."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """`x` [batch, length, width] with some of its columns at zero, in training only."""
        if not self.training or self.share == 0:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.share
        return x * (kept / (1 - self.share)).to(x.dtype)


class Layer(nn.Module):
    """One transformer layer with normalisation after each half, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.dropout = SharedDropout(dropout)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """The next state of each piece; `mask` is true where a piece is there."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = seen.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.dropout(self.out(seen)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces and features in, the states of the last four layers out."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.place = nn.Embedding(PLACES, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.marks = nn.ModuleList(nn.Embedding(n, WIDTH) for n in (SHAPES, SPACES, STARTS, QUOTES))
        for table in self.marks:
            nn.init.zeros_(table.weight)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(DEPTH))

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None) -> list[Tensor]:
        """States of the last four layers, each [batch, length, WIDTH]."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.word(pieces) + self.place(places) + self.kind
        for i, table in enumerate(self.marks):
            x = x + table(marks[..., i])
        x = self.dropout(self.norm(x))
        states = []
        for layer in self.layers:
            x = layer(x, mask)
            states.append(x)
        return states[-4:]

    def start_from(self, file: Path) -> None:
        """Loads the published weights, whose SHA-256 is pinned here."""
        found = hashlib.sha256(file.read_bytes()).hexdigest()
        if found != ENCODER_SHA256:
            raise SystemExit(f"{file} is not the pinned encoder: SHA-256 {found}, wanted {ENCODER_SHA256}")
        w = {k.removeprefix("bert."): v.float() for k, v in load_file(str(file)).items()}
        own: dict[str, Tensor] = {
            "word.weight": w["embeddings.word_embeddings.weight"],
            "place.weight": w["embeddings.position_embeddings.weight"],
            "kind": w["embeddings.token_type_embeddings.weight"][0],
        }
        for end in ("weight", "bias"):
            own[f"norm.{end}"] = w[f"embeddings.LayerNorm.{end}"]
            for i in range(DEPTH):
                at = f"encoder.layer.{i}."
                qkv = [w[f"{at}attention.self.{n}.{end}"] for n in ("query", "key", "value")]
                own[f"layers.{i}.qkv.{end}"] = torch.cat(qkv)
                own[f"layers.{i}.out.{end}"] = w[f"{at}attention.output.dense.{end}"]
                own[f"layers.{i}.norm1.{end}"] = w[f"{at}attention.output.LayerNorm.{end}"]
                own[f"layers.{i}.up.{end}"] = w[f"{at}intermediate.dense.{end}"]
                own[f"layers.{i}.down.{end}"] = w[f"{at}output.dense.{end}"]
                own[f"layers.{i}.norm2.{end}"] = w[f"{at}output.LayerNorm.{end}"]
        missing, _ = self.load_state_dict(own, strict=False)
        assert all(name.startswith("marks") for name in missing), missing


class Mix(nn.Module):
    """A learned average of the last layers: syntax lives lower than meaning."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([0.0, 0.0, 0.0, 2.0]))

    def forward(self, states: list[Tensor]) -> Tensor:
        """The average of `states`."""
        shares = self.weights.softmax(0)
        return sum(share * state for share, state in zip(shares, states, strict=True))


class Arcs(nn.Module):
    """Scores of every head for every word: [batch, words, 1 + words], the first being the root."""

    def __init__(self) -> None:
        super().__init__()
        self.dependent = nn.Sequential(nn.Linear(WIDTH, ARC), nn.GELU(), nn.Dropout(0.2))
        self.head = nn.Sequential(nn.Linear(WIDTH, ARC), nn.GELU(), nn.Dropout(0.2))
        self.root = nn.Parameter(torch.randn(ARC) * 0.05)
        self.bilinear = nn.Linear(ARC, ARC)

    def forward(self, words: Tensor) -> Tensor:
        """Scores for word states [batch, words, WIDTH]."""
        root = self.root.to(words.dtype).expand(words.shape[0], 1, ARC)
        heads = torch.cat([root, self.head(words)], 1)
        return self.bilinear(self.dependent(words)) @ heads.transpose(1, 2)


class Relations(nn.Module):
    """The two halves of the relation classifier; they are added for the head that was chosen."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.dependent = nn.Linear(WIDTH, RELATION)
        self.head = nn.Linear(WIDTH, RELATION)
        self.root = nn.Parameter(torch.zeros(RELATION))
        self.out = nn.Linear(RELATION, count)

    def forward(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """The dependent's half and the head's half, the root first."""
        root = self.root.to(words.dtype).expand(words.shape[0], 1, RELATION)
        return self.dependent(words), torch.cat([root, self.head(words)], 1)


class Pairs(nn.Module):
    """What each word is to an anchor: emissions from both vectors and their distance, and a CRF."""

    def __init__(self) -> None:
        super().__init__()
        self.anchor = nn.Linear(WIDTH, PAIR + PRODUCT)
        self.word = nn.Linear(WIDTH, PAIR + PRODUCT)
        self.distance = nn.Embedding(2 * len(DISTANCES) + 3, PAIR)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.out = nn.Linear(PAIR + PRODUCT, len(ROLES))
        self.transitions = nn.Parameter(torch.eye(len(ROLES)) * 2.0)

    def emissions(self, anchors: Tensor, words: Tensor, distance: Tensor) -> Tensor:
        """[anchors, words, roles] from `anchor` vectors [anchors, P], `word` vectors [anchors, words, P]."""
        added = F.relu(anchors[:, None, :PAIR] + words[..., :PAIR] + self.distance(distance))
        product = anchors[:, None, PAIR:] * words[..., PAIR:]
        return self.out(torch.cat([added, product], -1))


class Coreference(nn.Module):
    """Whether two mentions' head words are one actor: a product of two projections and a distance.

    The score of "none of those before" is 0 (Lee et al. 2017, with head words for spans).
    """

    def __init__(self) -> None:
        super().__init__()
        self.anaphor = nn.Linear(WIDTH, MENTION)
        self.antecedent = nn.Linear(WIDTH, MENTION)
        self.distance = nn.Parameter(torch.zeros(len(DISTANCES) + 1))

    def scores(self, anaphors: Tensor, antecedents: Tensor, gap: Tensor) -> Tensor:
        """[batch, mentions, mentions] from projected head words; `gap` holds distance classes."""
        return anaphors @ antecedents.transpose(1, 2) / MENTION**0.5 + self.distance[gap]


class Reader(nn.Module):
    """The whole model."""

    def __init__(self, labels: Labels, dropout: float = 0.1) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = Encoder(dropout)
        self.syntax, self.meaning = Mix(), Mix()
        sizes = {name: len(layer) for name, layer in labels.layers.items()}
        self.syntax_tags = nn.Linear(WIDTH, sum(sizes[n] for n in SYNTAX))
        self.meaning_tags = nn.Linear(WIDTH, sum(n for name, n in sizes.items() if name not in SYNTAX))
        self.arcs = Arcs()
        self.relations = Relations(len(labels.relations))
        self.pairs = Pairs()
        self.mentions = Coreference()
        self.passage = nn.Linear(WIDTH, WIDTH)
        with torch.no_grad():  # at first the encoder's own vector
            self.passage.weight.copy_(torch.eye(WIDTH))
            self.passage.bias.zero_()
        self.dropout = nn.Dropout(dropout)

    def words(self, pieces: Tensor, marks: Tensor, mask: Tensor | None, first: Tensor) -> tuple[Tensor, ...]:
        """Syntax, meaning and last states of each word."""
        states = self.encoder(pieces, marks, mask)
        at = first[..., None].expand(-1, -1, WIDTH)
        syntax, meaning = (self.dropout(mix(states).gather(1, at)) for mix in (self.syntax, self.meaning))
        return syntax, meaning, states[-1].gather(1, at)

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None, first: Tensor) -> dict[str, Tensor]:
        """Every output of the exported model, for a batch."""
        syntax, meaning, last = self.words(pieces, marks, mask, first)
        dependent, head = self.relations(syntax)
        return {
            "tags": torch.cat([self.syntax_tags(syntax), self.meaning_tags(meaning)], -1),
            "arcs": self.arcs(syntax),
            "relation_dependent": dependent,
            "relation_head": head,
            "pair_anchor": self.pairs.anchor(meaning),
            "pair_word": self.pairs.word(meaning),
            "states": self.passage(last),
            "mention_anaphor": self.mentions.anaphor(meaning),
            "mention_antecedent": self.mentions.antecedent(meaning),
        }


def crf_loss(emissions: Tensor, gold: Tensor, known: Tensor, transitions: Tensor) -> Tensor:
    """Mean negative log likelihood per sequence.

    Args:
        emissions: [sequences, words, roles].
        gold: role numbers [sequences, words].
        known: 1 where a word is there; padding stands at the end.
        transitions: [roles, roles], from the row to the column.
    """
    alpha = emissions[:, 0]
    for t in range(1, emissions.shape[1]):
        step = torch.logsumexp(alpha[:, :, None] + transitions, 1) + emissions[:, t]
        alpha = torch.where(known[:, t, None], step, alpha)
    scores = emissions.gather(2, gold[..., None])[..., 0]
    moves = transitions[gold[:, :-1], gold[:, 1:]]
    path = (scores * known).sum(1) + (moves * known[:, 1:]).sum(1)
    return (torch.logsumexp(alpha, 1) - path).mean()
