from .boards import GroupView, VoteView
from .cards import MethodCardsView, SessionCardsView
from .leading import CloseRoomView, LeadView, OpenRoomView, PulseView, TakeOverView
from .page import RoomView, StateView
from .writing import ReadyView, WithdrawView, WriteView

__all__ = [
    "CloseRoomView",
    "GroupView",
    "LeadView",
    "MethodCardsView",
    "OpenRoomView",
    "PulseView",
    "ReadyView",
    "RoomView",
    "SessionCardsView",
    "StateView",
    "TakeOverView",
    "VoteView",
    "WithdrawView",
    "WriteView",
]
