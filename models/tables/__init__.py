"""The tables. Every row belongs to a workspace; change them by migration only."""

from models.tables.calendar import Change as Change
from models.tables.calendar import Occurrence as Occurrence
from models.tables.calendar import Snooze as Snooze
from models.tables.delivery import Delivery as Delivery
from models.tables.delivery import Destination as Destination
from models.tables.feeds import Alert as Alert
from models.tables.feeds import Feed as Feed
from models.tables.inbound import Inbound as Inbound
from models.tables.manners import Administrator as Administrator
from models.tables.manners import Audit as Audit
from models.tables.manners import Pause as Pause
from models.tables.manners import Preference as Preference
from models.tables.media import Effect as Effect
from models.tables.media import Follower as Follower
from models.tables.media import FollowUp as FollowUp
from models.tables.media import Spokesperson as Spokesperson
from models.tables.workspace import Workspace as Workspace
