"""What each field of a package is called, in Chinese and English. Data only.

One row for a name, whatever part it is in; `part.name` where the same name means something else
there. The titles of the published schema are these.
"""

from kiosk.items.labels_parts import PART_ROWS

_ROWS = """\
schema|包格式版本|Package format
package_ver|包版本|Package version
inherits|继承自上级事项|Taken over from
catalog_code|基本编码|Catalogue code
row_guid|记录唯一标识|Record id
task_code|实施编码|Task code
task_handle_item|业务办理项编码|Handling item code
local_catalog_code|地方基本编码|Local catalogue code
local_task_code|地方实施编码|Local task code
task_name|事项名称|Name of the item
common_names|日常用语|Everyday words
summary|一句话说明|In short
category|类别|Category
icon|图标|Icon
sort|排序号|Order
themes|主题|Themes
user_topic_type|自然人主题分类|Topics for persons
corp_topic_type|法人主题分类|Topics for organisations
task_type|事项类型|Type of item
task_state|事项状态|State
task_version|事项版本|Version of the item
plan_effective_date|计划生效日期|Effective from
plan_cancel_date|计划取消日期|Cancelled from
use_level|行使层级|Level
region|行政区划|Region
handle_area|通办范围|Where it can be handled
handle_regions|通办地区|Regions that handle it too
town_code|乡镇街道代码|Town code
town_name|乡镇街道名称|Town
village_code|村居代码|Village code
village_name|村居名称|Village
dept_name|实施主体|Department
dept_code|实施主体编码|Department code
dept_type|实施主体性质|Kind of department
entrust_name|委托部门|Entrusted by
entrust_code|委托部门编码|Code of who entrusts
other_dept|联办机构|Joint departments
by_law|设定依据|Legal basis
laws|设定依据明细|Laws
law_name|法规名称|Name of the law
law_no|文号|Document number
organ|机关|Authority
law_date|施行日期|In force from
clause|条款号|Article
content|条款内容|Text of the article
power_source|权力来源|Source of power
accept_scope|受理范围|Who it is for
accept_condition|受理条件|Conditions
limit_explain|数量限制说明|Limit in number
quota|数量限制|Quota
limit_num|限额|Number
limit_period|限额周期|Period
limit_way|超额时的办法|If more apply
publish_way|公布方式|How it is published
anticipate_day|法定办结时限|Time limit by law
anticipate_type|法定时限单位|Unit of the limit by law
anticipate_explain|法定时限说明|On the limit by law
promise_day|承诺办结时限|Promised time
promise_type|承诺时限单位|Unit of the promised time
promise_explain|承诺时限说明|On the promised time
special_procedure|特别程序说明|Special procedures
specials|特别程序|Special procedures, each
days|天数|Days
day_type|时限单位|Unit
explain|说明|Remarks
actual_mean_days|平均实际用时（工作日）|Mean real time (work days)
yearly_cases|年办件量|Cases in a year
server_type|服务对象|For whom
project_type|办件类型|Kind of case
handle_type|办理形式|Ways to handle it
limit_scene_num|到现场次数|Visits needed
limit_scene_explain|到现场原因|Why a visit
handle_flow|流程说明|How it goes
process|办理流程|Steps
stage|环节|Stage
text|说明文字|Text
here|本机办理|Done at the terminal
post|岗位|Desk
limit_day|时限|Time limit
limit_type|时限单位|Unit
standard|审查标准|Standard
outcome|环节结果|Outcome
other_processes|其他流程|Other processes
flowchart|流程图|Flow chart
reviewers|审批人员岗位|Reviewing desks
transact_addr|办理地点|Where
transact_time|办理时间|When
"""

LABELS: dict[str, tuple[str, str]] = {
    name: (zh, en) for name, zh, en in (row.split("|") for row in (_ROWS + PART_ROWS).splitlines())
}


def label(name: str, lang: str, part: str = "") -> str:
    """Of a field; `part` is the small name of the part that it is in."""
    zh, en = LABELS.get(f"{part}.{name}") or LABELS[name]
    return zh if lang == "zh" else en
